"""Optional content: new layers, other states, other configurations."""
from pikepdf import Array, Dictionary, Name, String

from case import NotHere, inherited
from kinds import kind


def layer(case, name="Layer"):
    return case.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))


@kind
def properties_added(case):
    one = layer(case)
    case.pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(OFF=Array([one] if case.rng.random() < 0.5 else []), Order=Array([one])))


@kind
def properties_changed(case):
    found = case.pdf.Root.get("/OCProperties")
    if found is None or not list(found.get("/OCGs", [])):
        raise NotHere("no layers")
    layers = list(found.OCGs)
    way = case.rng.randrange(6)
    if way == 0:
        found.D.OFF = Array(layers)
    elif way == 1:
        found.D.OFF = Array([])
    elif way == 2:
        found.D.BaseState = Name.OFF
    elif way == 3:
        found.D = Dictionary(OFF=Array(case.rng.sample(layers, 1)))
    elif way == 4:
        found.D.AS = Array([Dictionary(Event=case.rng.choice([Name.View, Name.Print]), OCGs=Array(layers), Category=Array([Name.View, Name.Print]))])
        layers[0].Usage = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.OFF))
    else:
        layers[0].Name = String("Other")


@kind
def of_an_image_or_form(case):
    """An XObject on the page becomes optional."""
    _, page = case.page()
    resources = inherited(page, "/Resources", {})
    found = list(resources.get("/XObject", {}).values())
    if not found:
        raise NotHere("no XObject")
    one = layer(case)
    case.rng.choice(found).OC = one
    case.pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(OFF=Array([one])))


@kind
def property_list(case):
    _, page = case.page()
    resources = inherited(page, "/Resources", None)
    if resources is None:
        raise NotHere("no resources")
    names = list(resources.get("/Properties", {}).keys()) + ["/MC0"]
    if "/Properties" not in resources:
        resources.Properties = Dictionary()
    resources.Properties[case.rng.choice(names)] = layer(case)
