"""Tables for narrow screens keep their meaning for screen readers."""

from networkapp.text.stacked_tables import add_table_labels

TABLE = (
    '<p>A &amp; B</p><table class="table stacked"><caption>C</caption>'
    '<thead><tr><th scope="col">Who</th><th scope="col">Said <b>to &lt;us&gt;</b></th></tr></thead>'
    '<tbody><tr><th scope="row">Sample</th><td class="num">1<br>2</td></tr>'
    '<tr><td colspan="2">Nothing &nbsp;&#8211;</td></tr></tbody></table><img alt="x > y"/>'
)


def test_cells_of_a_stacked_table_are_labelled_by_column_and_have_roles() -> None:
    assert add_table_labels(TABLE) == (
        '<p>A &amp; B</p><table role="table" class="table stacked"><caption>C</caption>'
        '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Who</th>'
        '<th role="columnheader" scope="col">Said <b>to &lt;us&gt;</b></th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="row">Sample</th>'
        '<td role="cell" data-label="Said to &lt;us&gt;" class="num">1<br>2</td></tr>'
        '<tr role="row"><td role="cell" colspan="2">Nothing &nbsp;&#8211;</td></tr></tbody></table><img alt="x > y"/>'
    )


def test_heading_text_is_escaped_in_the_label_of_a_cell() -> None:
    head = "<thead><tr><th>A</th><th>&quot; onclick=&quot;x</th></tr></thead>"
    made = add_table_labels(f'<table class="stacked">{head}<tr><td>1</td><td>2</td></tr></table>')
    assert '<td role="cell" data-label="&quot; onclick=&quot;x">2</td>' in made


def test_table_within_a_cell_is_left_unchanged() -> None:
    inner = "<table><tr><th>x</th><td>y</td></tr></table>"
    made = add_table_labels(
        f'<table class="stacked"><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>{inner}<td>2</table>'
    )
    assert made.endswith(f'<td role="cell" data-label="A">{inner}<td role="cell" data-label="B">2</table>')


def test_tables_of_another_class_or_with_a_role_are_left_unchanged() -> None:
    plain = '<table class="table"><tr><td>1</td></tr></table>'
    assert add_table_labels(f'{plain}<table class="stacked" role="grid"></table>') == (
        f'{plain}<table class="stacked" role="grid"></table>'
    )
