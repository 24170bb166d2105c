"""Word documents as chapters and sections: bytes in, frozen values out, and what could not be carried."""
