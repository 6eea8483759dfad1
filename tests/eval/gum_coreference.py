#!/usr/bin/env python3
"""Score the binding of pronouns and definite descriptions against GUM's coreference chains (Entity in MISC).

    gum_coreference.py text GUM.conllu > docs.jsonl            the documents as records for `demarche extract`
    gum_coreference.py score GUM.conllu PREDICTED.jsonl [--show]

Asked: pronouns and definite descriptions ("the …", "this …") in a chain of a person, organization or place that has a
mention by name. Bound: our mention at its head word names an actor which also has a mention by name at a named mention
of the chain. Right: of all our pronouns and descriptions at the head of a mention of GUM that are bound to an actor with a
mention by name (a group that nobody names, "the demonstrators", is bound to nothing), those bound to their own chain.
"""
import collections, json, re, sys


def read(path):
    docs, doc, sent = [], None, []

    text = ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            doc = {"id": line[14:], "text": "", "words": []}
            docs.append(doc)
        elif line.startswith("# text = "):
            text = line[9:]
        elif line.startswith("# newpar") and doc and doc["text"]:
            doc["text"] += "\n"
        elif line and not line.startswith("#"):
            cols = line.split("\t")
            sent.append(cols)
        elif not line and sent:
            base, pos = len(doc["text"]), 0
            whole, inner = None, 0
            offset = len(doc["words"])
            for cols in sent:
                if "-" in cols[0]:
                    a, b = map(int, cols[0].split("-"))
                    at = text.find(cols[1], pos)
                    whole = (b, at, at + len(cols[1]))
                    inner = at
                    continue
                if "." in cols[0]:
                    continue
                n = int(cols[0])
                if whole and n <= whole[0]:
                    s = text.find(cols[1], inner, whole[2])
                    s, e = (s, s + len(cols[1])) if s >= 0 else (inner, whole[2])
                    inner, pos = e, whole[2]
                else:
                    s = text.find(cols[1], pos)
                    s = pos if s < 0 else s
                    e = s + len(cols[1])
                    pos = e
                misc = dict(x.split("=", 1) for x in cols[9].split("|") if "=" in x) if cols[9] != "_" else {}
                head = offset + int(cols[6]) - 1 if cols[6] != "0" else None
                doc["words"].append(dict(form=cols[1], upos=cols[3], xpos=cols[4], head=head, start=base + s, end=base + e, ent=misc.get("Entity", "")))
            doc["text"] += text + " "
            sent = []
    return docs


def mentions(doc):
    """(chain, type, first word, last word, head word)."""
    opened, out = collections.defaultdict(list), []
    for i, w in enumerate(doc["words"]):
        for part in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)", w["ent"]):
            body = part.strip("()").split("-")
            chain = body[0].split("[")[0]
            if part.startswith("("):
                opened[chain].append((i, body[1] if len(body) > 1 else ""))
            if part.endswith(")") and opened[chain]:
                start, kind = opened[chain].pop()
                out.append((chain, kind, start, i))
    full = []
    for chain, kind, a, b in out:
        heads = [i for i in range(a, b + 1) if doc["words"][i]["head"] is None or not a <= doc["words"][i]["head"] <= b]
        full.append((chain, kind, a, b, heads[0] if heads else b))
    return full


def main():
    docs = read(sys.argv[2])
    if sys.argv[1] == "text":
        for d in docs:
            print(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False))
        return
    pred = {}
    for line in open(sys.argv[3], encoding="utf-8"):
        p = json.loads(line)
        pred[p["document"]["id"]] = p
    tally = collections.defaultdict(lambda: [0, 0, 0, 0])
    show = "--show" in sys.argv
    for d in docs:
        words = d["words"]
        p = pred.get(d["id"], {"entities": []})
        gold = mentions(d)
        heads = collections.defaultdict(set)
        named, kinds = set(), {}
        for chain, kind, a, b, h in gold:
            heads[h].add(chain)
            if kind in ("person", "organization", "place"):
                kinds[chain] = kind
                if words[h]["upos"] == "PROPN" or words[h]["xpos"] in ("NNP", "NNPS"):
                    named.add(chain)
        names = [(m["start"], m["end"], e["id"]) for e in p["entities"] for m in e["mentions"] if m["kind"] == "name"]
        by_name = {i for _, _, i in names}
        others = [(e["id"], m) for e in p["entities"] if e["id"] in by_name for m in e["mentions"] if m["kind"] != "name"]
        ours = [(m["start"], m["end"], i, m["text"]) for i, m in others]
        chains = collections.defaultdict(set)
        for chain, kind, a, b, h in gold:
            if chain in named and (words[h]["upos"] == "PROPN" or words[h]["xpos"] in ("NNP", "NNPS")):
                w = words[h]
                for s, e, i in names:
                    if s < w["end"] and w["start"] < e:
                        chains[i].add(chain)
        # asked and bound
        for chain, kind, a, b, h in gold:
            w = words[h]
            low = w["form"].lower()
            if chain not in named or kind not in ("person", "organization", "place"):
                continue
            if w["upos"] == "PRON" and a == b:
                group = "1st/2nd" if low in ("i", "me", "my", "we", "us", "our", "you", "your", "myself", "ourselves", "mine", "ours", "yours", "yourself") else "3rd/rel"
            elif words[a]["form"].lower() in ("the", "this", "that", "these", "those") and w["upos"] == "NOUN":
                group = "definite"
            else:
                continue
            mine = {i for s, e, i, t in ours if s < w["end"] and w["start"] < e and (w["upos"] != "PRON" or e - s <= len(w["form"]) + 1)}
            row = tally[group]
            row[0] += 1
            hit = any(chain in chains[i] for i in mine)
            row[1] += hit
            if show and not hit:
                print("unbound" if not mine else "wrong  ", d["id"], w["form"], "|", " ".join(x["form"] for x in words[max(0, a - 12):a]), "[", " ".join(x["form"] for x in words[a:b + 1])[:60], "]", " ".join(x["form"] for x in words[b + 1:b + 6]), "| ours:", sorted(mine), "| chain:", sorted({" ".join(x["form"] for x in words[m[2]:m[3] + 1])[:30] for m in gold if m[0] == chain})[:3])
        # right
        for s, e, i, t in ours:
            inside = [h for h in heads if s < words[h]["end"] and words[h]["start"] < e]
            if not inside:
                continue
            low = t.lower()
            group = "1st/2nd" if low in ("i", "me", "my", "we", "us", "our", "you", "your", "myself", "ourselves", "mine", "ours") else "3rd/rel" if " " not in low and len(low) <= 10 and any(words[h]["upos"] == "PRON" for h in inside) else "definite"
            tally[group][3] += 1
            good = any(c in chains[i] for h in inside for c in heads[h])
            tally[group][2] += good
            if "--wrong" in sys.argv and not good:
                at = s
                print("bad", d["id"], i, "|", d["text"][max(0, at - 90):at].replace("\n", "⏎"), "[", t, "]", d["text"][e:e + 30])
    total = [0, 0, 0, 0]
    for group, row in sorted(tally.items()):
        print(f"{group:9} asked {row[0]:5}  bound {row[1] / max(1, row[0]):.3f}   ours {row[3]:5}  right {row[2] / max(1, row[3]):.3f}")
        # who "I" and "you" are, a transcript of speech says outside of its text
        if group != "1st/2nd":
            total = [a + b for a, b in zip(total, row)]
    print(f"{'ALL third':9} asked {total[0]:5}  bound {total[1] / max(1, total[0]):.3f}   ours {total[3]:5}  right {total[2] / max(1, total[3]):.3f}")


main()
