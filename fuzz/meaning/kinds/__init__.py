"""The kinds of mutations: a name and a function that changes a case. One file a kind."""
KINDS = {}


def kind(function):
    """Registers a kind under its module and name."""
    KINDS[f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"] = function
    return function


def load():
    from kinds import (annotations, buttons, catalogue, cms_values, document_timestamps, empty_fields, filters, layers, metadata,  # noqa: F401
                       names, pages, replaced_looks, resources, security_store, signatures, structure, tail, text_fields,
                       waiting_fields, xref)
    return KINDS
