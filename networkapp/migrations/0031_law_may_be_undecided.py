import wagtail.fields
from django.db import migrations

import networkapp.handbooks.models.blocks


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0030_cells_of_tables_may_be_merged")]

    operations = [
        migrations.AlterField(
            model_name="chapterpage",
            name="sections",
            field=wagtail.fields.StreamField(
                [("section", 35)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 300}),
                    1: (
                        "wagtail.blocks.DateBlock",
                        (),
                        {
                            "help_text": "Leave empty where no law is described.",
                            "label": "law as of",
                            "required": False,
                        },
                    ),
                    2: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "help_text": "Take the mark off once it is known. Readers are told nothing until then.",
                            "label": "not yet decided whether law is described",
                            "required": False,
                        },
                    ),
                    3: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ol", "ul", "h3", "h4"],
                            "icon": "pilcrow",
                            "label": "text",
                        },
                    ),
                    4: (
                        "wagtail.contrib.table_block.blocks.TableBlock",
                        (),
                        {
                            "label": "table",
                            "table_options": {
                                "contextMenu": [
                                    "row_above",
                                    "row_below",
                                    "---------",
                                    "col_left",
                                    "col_right",
                                    "---------",
                                    "remove_row",
                                    "remove_col",
                                    "---------",
                                    "undo",
                                    "redo",
                                    "---------",
                                    "mergeCells",
                                ],
                                "language": "en-US",
                                "mergeCells": True,
                            },
                            "template": "networkapp/handbooks/blocks/table.html",
                        },
                    ),
                    5: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "image"}),
                    6: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Read to those who do not see the picture.",
                            "label": "what it shows",
                            "max_length": 300,
                        },
                    ),
                    7: ("wagtail.blocks.CharBlock", (), {"label": "caption", "required": False}),
                    8: ("wagtail.blocks.StructBlock", [[("image", 5), ("alternative", 6), ("caption", 7)]], {}),
                    9: ("wagtail.blocks.CharBlock", (), {"label": "title"}),
                    10: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ol", "ul", "h3", "h4"],
                            "label": "text",
                        },
                    ),
                    11: ("wagtail.blocks.StructBlock", [[("title", 9), ("text", 10)]], {}),
                    12: ("wagtail.blocks.CharBlock", (), {"label": "item"}),
                    13: ("wagtail.blocks.ListBlock", (12,), {"label": "items", "min_num": 1}),
                    14: ("wagtail.blocks.StructBlock", [[("title", 9), ("items", 13)]], {}),
                    15: ("wagtail.blocks.TextBlock", (), {"icon": "help", "label": "question to ask your government"}),
                    16: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": networkapp.handbooks.models.blocks.country_choices, "label": "country"},
                    ),
                    17: ("wagtail.blocks.CharBlock", (), {"label": "what"}),
                    18: ("wagtail.blocks.CharBlock", (), {"label": "how it is there"}),
                    19: ("wagtail.blocks.StructBlock", [[("label", 17), ("value", 18)]], {}),
                    20: ("wagtail.blocks.ListBlock", (19,), {"label": "facts", "min_num": 1}),
                    21: ("wagtail.blocks.CharBlock", (), {"label": "kept by", "required": False}),
                    22: ("wagtail.blocks.DateBlock", (), {"label": "law as of", "required": False}),
                    23: ("wagtail.blocks.CharBlock", (), {"label": "identifier", "max_length": 120}),
                    24: (
                        "wagtail.blocks.ListBlock",
                        (23,),
                        {
                            "default": [],
                            "help_text": "Identifiers, as in the register of legal sources, besides those that the section names.",
                            "label": "legal sources",
                            "required": False,
                        },
                    ),
                    25: (
                        "wagtail.blocks.StructBlock",
                        [[("country", 16), ("facts", 20), ("kept_by", 21), ("law_as_of", 22), ("sources", 24)]],
                        {},
                    ),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "As in CETS 197 or Directive 2011/36/EU.", "label": "identifier"},
                    ),
                    27: ("wagtail.blocks.CharBlock", (), {"label": "article", "required": False}),
                    28: ("wagtail.blocks.TextBlock", (), {"label": "what it says, in own words", "required": False}),
                    29: ("wagtail.blocks.DateBlock", (), {"label": "law as of"}),
                    30: ("wagtail.blocks.URLBlock", (), {"label": "address", "required": False}),
                    31: (
                        "wagtail.blocks.StructBlock",
                        [[("identifier", 26), ("article", 27), ("text", 28), ("law_as_of", 29), ("link", 30)]],
                        {},
                    ),
                    32: (
                        "networkapp.handbooks.models.section_chooser.SectionChooserBlock",
                        (),
                        {
                            "icon": "link",
                            "label": "cross-reference",
                            "template": "networkapp/handbooks/blocks/cross_reference.html",
                        },
                    ),
                    33: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link"],
                            "help_text": "Write [^1] in the text where it refers to the first footnote of the section, [^2] to the second.",
                            "icon": "edit",
                            "label": "footnote",
                            "template": "networkapp/handbooks/blocks/footnote.html",
                        },
                    ),
                    34: (
                        "wagtail.blocks.StreamBlock",
                        [
                            [
                                ("text", 3),
                                ("table", 4),
                                ("figure", 8),
                                ("box", 11),
                                ("checklist", 14),
                                ("question", 15),
                                ("country_box", 25),
                                ("legal_source", 31),
                                ("cross_reference", 32),
                                ("footnote", 33),
                            ]
                        ],
                        {"label": "text"},
                    ),
                    35: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("law_as_of", 1), ("law_undecided", 2), ("body", 34)]],
                        {},
                    ),
                },
                verbose_name="sections",
            ),
        ),
    ]
