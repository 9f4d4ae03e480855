"""Pages made of the templates beside the code, each a file of its own."""

from __future__ import annotations


def render(template: str, **values: object) -> str:
    """The page that a template of ``templates/`` makes of ``values``, which are escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("pipeline"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(**values)
