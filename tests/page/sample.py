"""An invented graph, in the form that views return, for the tests of the page."""

import networkx as nx

BASE = "https://example.org/kg/"
HOSTILE = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>'

COUNTRIES = {
    "US": "United States", "CN": "China", "UZ": "Uzbekistan", "KZ": "Kazakhstan", "KG": "Kyrgyzstan",
    "TJ": "Tajikistan", "TM": "Turkmenistan", "JP": "Japan", "IN": "India",
}  # fmt: skip
#: The coordinates of capitals, and names in other languages.
CAPITALS = {
    "US": (38.88, -77.03), "CN": (39.92, 116.38), "UZ": (41.32, 69.25), "KZ": (51.17, 71.43), "KG": (42.87, 74.6),
    "TJ": (38.55, 68.77), "TM": (37.95, 58.38), "JP": (35.68, 139.75), "IN": (28.6, 77.2),
}  # fmt: skip
NAMES = {
    "UZ": {"en": "Uzbekistan", "uz": "Oʻzbekiston", "ru": "Узбекистан", "ar": "أوزبكستان"},
    "CN": {"en": "China", "zh": "中国", "ru": "Китай", "ar": "الصين"},
    "US": {"en": "United States", "ru": "Соединенные Штаты Америки", "ar": "الولايات المتحدة الأمريكية"},
}
FRAMEWORKS = {
    "c5": ("C5+1", ["US", "KZ", "KG", "TJ", "TM", "UZ"]),
    "c5-business": ("B5+1 business platform", ["US", "KZ", "UZ"]),
    "minerals": ("C5+1 Critical Minerals Dialogue", ["US", "KZ", "UZ", "TJ"]),
    "us-uz": ("U.S.–Uzbekistan Strategic Partnership Dialogue", ["US", "UZ"]),
    "us-kz": ("Enhanced Strategic Partnership Dialogue", ["US", "KZ"]),
    "cn-ca": ("China–Central Asia Summit mechanism", ["CN", "KZ", "KG", "TJ", "TM", "UZ"]),
    "in-ca": ("India–Central Asia Dialogue", ["IN", "KZ", "KG", "TJ", "TM", "UZ"]),
    "jp-ca": ("Central Asia plus Japan", ["JP", "KZ", "KG", "TJ", "TM", "UZ"]),
}
OFFICIALS = {
    "blinken": ("Secretary of State (invented)", "US"), "fried": ("Special Envoy for the Region", "US"),
    "wang": ("王外长 (invented)", "CN"), "tileu": ("Мұрат Тілеу (invented)", "KZ"),
    "saidov": ("Foreign Minister Bakhtiyor Example", "UZ"), "kulubaev": ("Deputy Foreign Minister", "KG"),
    "muhriddin": ("Minister of Foreign Affairs", "TJ"), "meredov": ("Deputy Chair of the Cabinet", "TM"),
    "kamikawa": ("上川外務大臣", "JP"), "jaishankar": ("External Affairs Minister", "IN"),
    "arabic": ("السفير الخاص", "UZ"),
}  # fmt: skip
DIALOGUES = {
    "c5-2022": ("C5+1 ministerial, Astana", "c5", "2023-02-28", "held", ["blinken", "tileu", "saidov"]),
    "c5-2023": ("C5+1 leaders' summit, New York", "c5", "2023-09-19", "held", ["tileu", "kulubaev"]),
    "c5-2026": ("C5+1 ministerial 2027", "c5", "2027-04-01", "planned", []),
    "us-uz-1": ("Second annual session, Tashkent", "us-uz", "2022-12-12", "held", ["saidov", "fried"]),
    "us-uz-2": ("Third annual session, Washington", "us-uz", "2024-03-05", "held", ["saidov", "blinken"]),
    "us-kz-1": ("Enhanced dialogue, Washington", "us-kz", "2024-06-11", "held", ["tileu"]),
    "xian": ("Xi'an summit", "cn-ca", "2023-05-18", "held", ["wang", "saidov", "muhriddin", "meredov"]),
    "astana-2025": ("Astana summit", "cn-ca", "2025-06-17", "held", ["wang", "tileu"]),
    "in-ca-4": ("Fourth India dialogue, Delhi", "in-ca", "2025-06-06", "held", ["jaishankar", "kulubaev"]),
    "jp-ca-s": ("Tokyo summit", "jp-ca", "2027-08-09", "planned", ["kamikawa"]),
    "min-1": ("Inaugural minerals dialogue", "minerals", "2024-02-08", "held", ["fried"]),
}
COMMITMENTS = {
    "grant": ("USD 35 million for energy security", "c5-2023", "US"),
    "minerals-db": ("Joint geological database", "min-1", "US"),
    "visa": ("Visa-free travel for thirty days", "xian", "CN"),
    "rail": ("Railway China–Kyrgyzstan–Uzbekistan", "xian", "CN"),
    "yuan": ("26 billion yuan of financing and grants", "xian", "CN"),
    "treaty": ("Treaty of eternal good-neighbourliness", "astana-2025", "CN"),
    "cotton": ("Responsible cotton sourcing", "us-uz-1", "UZ"),
    "wto": ("Support for accession to the WTO", "us-uz-2", "US"),
    "nuclear": ("Talks on civil nuclear cooperation", "us-uz-2", "UZ"),
    "visas-kz": ("Five-year visas", "us-kz-1", "KZ"),
    "counter": ("Joint working group on counter-terrorism", "in-ca-4", "IN"),
    "uran": ("Uranium supply, long-term contract", "us-kz-1", "KZ"),
    "decarb": ("Decarbonisation initiative", "jp-ca-s", "JP"),
    "scholar": ("Scholarships for three hundred students", "jp-ca-s", "JP"),
    "meet": ("Next session within a year", "us-uz-2", "US"),
    "hydro": ("Regional hydropower study", "c5-2022", "KG"),
}
INSTRUMENTS = {"mou": ("Memorandum on critical minerals", "us-uz-2"), "decl": ("Xi'an Declaration", "xian")}


def iri(name: str) -> str:
    return BASE + name


def passage(number: int, text: str) -> dict[str, object]:
    return {
        "source": iri(f"source/{number % 3}"),
        "paragraph": number % 7 + 1,
        "sentence": number % 3 + 1,
        "start": None,
        "end": None,
        "gist": text,
        "url": f"https://example.org/documents/{number % 3}#p{number % 7 + 1}",
    }


def sample() -> nx.MultiDiGraph:
    """Return a graph of about sixty things and twice as many relations."""
    graph = nx.MultiDiGraph(
        title="Central Asia and its partners",
        data_version="2026.11 (invented)",
        licence="CC BY 4.0",
        sources={
            iri("source/0"): _source("Joint Statement on a Partnership", "U.S. Department of State", "2024-03-05"),
            iri("source/1"): _source("Declaration of a Summit", "Ministry of Foreign Affairs of China", "2023-05-19"),
            iri("source/2"): {
                "title": "Readout of a meeting",
                "publisher": None,
                "issued": None,
                "url": None,
                "licence": "https://creativecommons.org/licenses/by/4.0/",
            },
        },
    )
    for code, name in COUNTRIES.items():
        _thing(
            graph, f"country/{code}", name, "Country", code=code, facts=[("ISO 3166-1 alpha-2 code", code)],
            coordinates=CAPITALS[code], labels=NAMES.get(code, {"en": name}),
        )  # fmt: skip
    for key, (name, parties) in FRAMEWORKS.items():
        _thing(graph, key, name, "Framework", start="2015-11-01")
        for party in parties:
            _relate(graph, f"country/{party}", key, "engagedIn", "engaged in")
    for key, (name, country) in OFFICIALS.items():
        _thing(graph, key, name, "Official", facts=[("post", "Foreign minister"), ("acts for", COUNTRIES[country])])
        _relate(graph, key, f"country/{country}", "actsFor", "acts for", start="2021-01-26")
    for key, (name, framework, day, status, people) in DIALOGUES.items():
        _thing(graph, key, name, "Dialogue", start=day, end=day, status=status)
        _relate(graph, key, framework, "sessionOf", "session of")
        for person in people:
            _relate(graph, person, key, "takesPartIn", "takes part in")
    for key, (name, meeting, party) in COMMITMENTS.items():
        _thing(graph, key, name, "Commitment", contested=key == "yuan")
        _relate(graph, key, meeting, "madeAt", "made at")
        _relate(graph, f"country/{party}", key, "boundBy", "bound by")
    for key, (name, meeting) in INSTRUMENTS.items():
        _thing(graph, key, name, "Instrument")
        _relate(graph, meeting, key, "signs", "signs")
    _relate(graph, "c5-business", "c5", "withinFramework", "within framework")
    _relate(graph, "minerals", "c5", "withinFramework", "within framework")
    for code in ("KZ", "UZ", "TJ"):
        _relate(
            graph, f"country/{code}", "c5", "linkedThrough", "linked through", inferred=True,
            proof="linked through C5+1\n└─ engaged in C5+1, by rule prp-spo1\n   └─ stated: Joint Statement, par. 2",
        )  # fmt: skip
    graph.edges[iri("xian"), iri("cn-ca"), "kg:sessionOf"]["contested"] = True
    return graph


def hostile() -> nx.MultiDiGraph:
    """Return a graph whose texts would be executed or parsed as markup if the page did not escape them."""
    graph = nx.MultiDiGraph(
        title=HOSTILE,
        data_version=HOSTILE,
        licence=HOSTILE,
        sources={"urn:s": {"title": HOSTILE, "publisher": HOSTILE, "issued": None, "url": "javascript:alert(1)"}},
    )
    bad = {"source": "urn:s", "paragraph": 1, "sentence": 1, "gist": HOSTILE, "url": "javascript:alert(2)"}
    for node in ("urn:a", HOSTILE):
        graph.add_node(
            node, label=HOSTILE, kind=HOSTILE, curie=HOSTILE, note=HOSTILE, status=HOSTILE,
            facts=[(HOSTILE, "javascript:alert(3)"), ("href", "<a href='x'>")], passages=[bad],
        )  # fmt: skip
    graph.add_edge(
        "urn:a", HOSTILE, key=HOSTILE, relation=HOSTILE, label=HOSTILE, inferred=True, proof=HOSTILE,
        sources=["urn:s", "javascript:alert(4)"], passages=[bad],
    )  # fmt: skip
    return graph


def _source(title: str, publisher: str, issued: str) -> dict[str, str | None]:
    return {"title": title, "publisher": publisher, "issued": issued, "url": "https://example.org/documents/1"}


def _thing(graph: nx.MultiDiGraph, key: str, label: str, kind: str, **more: object) -> None:
    attributes = {
        "label": label, "kind": kind, "curie": f"kg:{key}", "note": f"An invented {kind.lower()} for the tests.",
        "start": None, "end": None, "status": None, "contested": False, "facts": [],
        "passages": [passage(len(graph), f"The text names {label}.")],
    }  # fmt: skip
    graph.add_node(iri(key), **attributes | more)


def _relate(graph: nx.MultiDiGraph, subject: str, target: str, relation: str, label: str, **more: object) -> None:
    number = graph.number_of_edges()
    attributes = {
        "relation": f"kg:{relation}", "label": label, "inferred": False, "start": None, "end": None,
        "sources": [iri(f"source/{number % 3}")], "passages": [passage(number, f"The text says: {label}.")],
        "contested": False, "proof": None,
    }  # fmt: skip
    graph.add_edge(iri(subject), iri(target), key=f"kg:{relation}", **attributes | more)
