"""The grounds on which links are read, as static/networkapp/css/tokens.css has them: page, surface, sunk."""

LIGHT_GROUNDS = ("#F6F4EE", "#FFFFFF", "#ECE9E0")
DARK_GROUNDS = ("#0D181E", "#13222A", "#081115")
