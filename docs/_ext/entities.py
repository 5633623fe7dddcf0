"""The directive `entity`: a table of a model's fields, read from the model."""

from django.db.models import ForeignKey
from django.utils.module_loading import import_string
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList


class Entity(Directive):
    """Describe a class of `django_sankhya.models`: its entity, its table, its fields."""

    required_arguments = 1

    def run(self):
        model = import_string(f"django_sankhya.models.{self.arguments[0]}")
        lines = [
            f"Entity ``{model.sankhya_entity}``, table ``{model._meta.db_table}``.",
            "",
            ".. list-table::",
            "   :header-rows: 1",
            "",
            *_row("Field", "Column", "Type", "Meaning"),
        ]
        for field in model._meta.local_fields:
            lines += _row(
                f"``{field.name}``",
                f"``{field.column or ', '.join(f.column for f in model._meta.pk_fields)}``",
                _type(field),
                str(field.verbose_name),
            )
        box = nodes.container()
        self.state.nested_parse(StringList(lines, "entities"), self.content_offset, box)
        return box.children


def _row(*cells):
    first, *others = cells
    return [f"   * - {first}", *(f"     - {cell}" for cell in others)]


def _type(field):
    if isinstance(field, ForeignKey):
        return f"→ {field.related_model.__name__}, path ``{field.entity_path}``"
    size = f"({field.max_length})" if field.max_length else ""
    return f"{type(field).__name__}{size}"


def setup(app):
    app.add_directive("entity", Entity)
    return {"parallel_read_safe": True}
