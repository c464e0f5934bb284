"""The general questions on the real data: rows that the text bears out, and rows that must not be there.

Each item is what was asked for, a page, a voice and words that must stand together in one row.  The words are those of
labels, notes and quotations; each was read on the cited page.  NEVER lists words that no row may hold together, since
the text does not say so, or says it of somebody else.
"""

from collections import Counter
from pathlib import Path

import pytest

from graph_builder.graph.library import filled, question, questions
from graph_builder.graph.rdf import dataset
from graph_builder.graph.sparql import store_of
from graph_builder.model.dates import overlap
from graph_builder.model.statements import is_plain, voice
from graph_builder.model.wording import citation, label_of, sentence
from graph_builder.pipeline import load

ROOT = Path(__file__).parents[2]
A, B, V = "author", "attributed", "outlook"  # whose words: the author's, somebody's, an outlook's
SILENT = "the text does not say"

DEMANDED: dict[str, list[tuple[dict[str, str], str, str, list[str]]]] = {
    "who-is": [
        ({}, "24 ¶1", A, ["1 is or does", "Krasin", "commissar for foreign trade", "1920/1924"]),
        ({}, "24 ¶1", A, ["1 is or does", "Krasin", "Anglo-Soviet Trade Agreement", "1921-03"]),
        ({}, "24 ¶1", A, ["2 is spoken of", "Governments of Europe", "more than any other Bolshevik"]),
        ({}, "24 ¶1", B, ["3 says or thinks", "development loans", "reconstruction"]),
        ({"who": "herriot"}, "174 ¶1", A, ["1 is or does", "Herriot", "policy adopted by Herriot"]),
    ],
    "when-was": [
        ({}, "173 ¶4", "", ["1 itself", "Treaties of Locarno", "1925-12", "month", "1925-12-01", "1925-12-31"]),
        ({}, "174 ¶1", A, ["2 stated of it", "London", "1925-12"]),
        ({"what": "curzon-ultimatum-1923"}, "24 ¶1", "", ["1 itself", "1923", "year", "1923-01-01", "1923-12-31"]),
        ({"what": "civil-war"}, "18 ¶3", "", ["1 itself", "Civil War", "undated"]),
    ],
    "what-happened": [
        ({}, "20 ¶1", "", ["1 certainly within", "introduction of the New Economic Policy"]),
        ({}, "20 ¶1", A, ["1 certainly within", "Lenin", "Tenth Party Congress", "formally"]),
        ({}, "20 ¶3", A, ["1 certainly within", "Great Britain signs"]),
        ({}, "24 ¶1", A, ["1 certainly within", "Krasin negotiates Anglo-Soviet Trade Agreement"]),
        ({}, "18 ¶2", "", ["2 certainly overlapping", "NKID peace offensive", "since late 1919"]),
        ({}, "175 ¶2", "", ["3 possibly", "Kronshtadt rebellion", "1921"]),
        ({"when": "1921-10-28"}, "22 ¶2", A, ["1 certainly within", "Chicherin issues Chicherin's note of 28 October"]),
        ({"when": "1920-01"}, "18 ¶3", "", ["1 certainly within", "lifting of the Allied naval blockade"]),
    ],
    "overlapping": [
        ({}, "18 ¶2", "", ["1 certainly", "NKID peace offensive"]),
        ({}, "20 ¶4", "", ["1 certainly", "explosion of Russian foreign trade", "since early 1920"]),
        ({}, "24 ¶1", A, ["2 possibly", "Office held", "Krasin", "1920/1924"]),
        ({"what": "party-nkid-divergence"}, "24 ¶1", A, ["1 certainly", "Sokolnikov", "commissar for finance"]),
    ],
    "offices-at": [
        ({}, "24 ¶1", A, ["1 certainly", "commissar for foreign trade", "Krasin", "Foreign Trade Commissariat"]),
        ({}, "24 ¶1", A, ["2 possibly", "chairman of the Council of People's Commissars", "Lenin"]),
        ({}, "18 ¶2", A, ["3 undated", "commissar for foreign affairs", "Chicherin"]),
        ({"when": "1923"}, "24 ¶1", A, ["1 certainly", "commissar for finance", "Sokolnikov", "1922/1926"]),
        ({"when": "1923"}, "24 ¶1", A, ["2 possibly", "head of the Supreme Economic Council", "Rykov"]),
        ({"when": "1930"}, "24 ¶1", A, ["1 certainly", "ambassador to London", "Sokolnikov"]),
    ],
    "career": [
        ({}, "24 ¶1", A, ["Sokolnikov", "Central Committee", "1917/"]),
        ({}, "24 ¶1", A, ["Sokolnikov", "deputy commissar for foreign affairs", "1933/1934"]),
        ({"who": "rykov"}, "24 ¶1", A, ["Rykov succeeds Lenin", "chairman of the Council of People's Commissars"]),
        ({"who": "rykov"}, "24 ¶1", A, ["Rykov", "Politburo", "1922/1930"]),
    ],
    "stances-of": [
        ({}, "17 ¶1", A, ["supports", "separate peace with Germany"]),
        ({}, "17 ¶1", V, ["expects", "true", "lengthy peaceful coexistence", "coming to power"]),
        ({}, "17 ¶1", A, ["supports", "call Europe's proletariat to insurrection", "Lenin's writing of 1915"]),
        ({}, "19 ¶1", A, ["opposes", "use of the Red Army"]),
        ({}, "23 ¶2", A, ["opposes", "autarky"]),
        ({}, "23 ¶4", A, ["supports", "foreign trade monopoly", "main advocate"]),
        ({"who": "stalin"}, "173 ¶4", V, ["believes", "true", "prolonged respite"]),
    ],
    "stances-at": [
        ({}, "19 ¶1", A, ["supports", "Dzerzhinskii", "use of the Red Army"]),
        ({}, "19 ¶1", A, ["opposes", "subject", "Radek and others", "use of the Red Army"]),
    ],
    "senses-at": [
        ({}, "18 ¶2", A, ["1 certainly", "Krasin", "rescue the Russian economy"]),
        ({}, "18 ¶2", A, ["2 possibly", "Chicherin", "normal relations of state with state"]),
        ({}, "26 ¶2", A, ["3 undated", "has the sense", "systems of property"]),
        ({"when": "1918"}, "17 ¶1", A, ["2 possibly", "Trotsky", "oppressed peoples"]),
        ({"when": "1918"}, "17 ¶1", A, ["2 possibly", "Lenin", "short respite"]),
        ({"when": "1922-05"}, "25 ¶2", A, ["1 certainly", "Central Committee understands", "1922-05"]),
    ],
    "descent": [
        ({}, "18 ¶3", A, ["by spring 1920", "Lenin, 1920 to 1921", "Lenin, by March 1918"]),
        ({}, "25 ¶2", A, ["Central Committee", "develops from", "Lenin, 1920 to 1921"]),
        ({"what": "lenin-peredyshka-1918"}, "25 ¶2", A, ["Central Committee", "Lenin, 1920 to 1921"]),
    ],
    "outlooks-compared": [
        ({}, "173 ¶4", V, ["1 contradiction", "prolonged respite", "Stalin's own", "true"]),
        ({}, "173 ¶3", V, ["1 contradiction", "prolonged respite", "Central Committee majority expects"]),
        ({}, "173 ¶4", V, ["3 the other leaves it open", "second imperialist war", "Stalin"]),
        ({}, "173 ¶3", V, ["3 the other leaves it open", "uprisings in the colonies", "Central Committee majority"]),
        ({}, "176 ¶1", A, ["0 the author on the two", "not completely compatible"]),
        ({"one": "lenin-1918", "other": "lenin-1920"}, "19 ¶1", V, ["1 contradiction", "brief respite", "no longer"]),
        (
            {"one": "bolshevik-belief-before-equilibrium", "other": "lenin-1918"},
            "25 ¶2",
            V,
            ["2 both hold so", "brief respite"],
        ),
    ],
    "outlook-claims": [
        ({}, "25 ¶1", V, ["1 holds", "diplomatic breakthrough"]),
        ({}, "25 ¶1", V, ["2 denies", "explicit approval of trade"]),
        ({}, "25 ¶1", V, ["3 thinks to promote", "foreign trade promotes recognition"]),
        ({}, "25 ¶1", V, ["4 thinks to hinder", "normal relations", "resumed military intervention"]),
        ({}, "25 ¶1", V, ["5 makes conditional", "security of Soviet Russia", "recognition"]),
        ({"outlook": "stalin-1925"}, "173 ¶4", V, ["1 holds", "war of intervention", "probable"]),
    ],
    "belief-paths": [
        (
            {},
            "25 ¶1",
            V,
            ["[+] normal relations", "[-] resumed military intervention", "[-] security of Soviet Russia"],
        ),
        ({}, "25 ¶1", V, ["[+] Soviet access to the technology", "[+] reconstruction"]),
        (
            {"outlook": "stalin-1925", "from": "ruling-strata-of-major-powers", "to": "soviet-gain-from-war"},
            "173 ¶4",
            V,
            ["2 | - |", "[+] war of intervention", "[-]"],
        ),
    ],
    "fact-paths": [
        ({}, "21 ¶3", A, ["2 | - |", "famine of 1921 [-] free market in grain [+] New Economic Policy", "| 1 |"]),
        ({}, "21 ¶3", A, ["2 | - |", "| 2 |", "premised"]),
        (
            {"from": "lifting-of-blockade-1920", "to": "foreign-trade"},
            "20 ¶4",
            A,
            ["2 | + |", "explosion of Russian foreign trade"],
        ),
    ],
    "denied": [
        ({}, "174 ¶3", A, ["1 that it was so", "Treaties of Locarno do not promote threat"]),
        ({}, "21 ¶4", A, ["1 that it was so", "Hoover's offer", "not addressed", "Famine Relief Committee"]),
        ({}, "20 ¶4", A, ["1 that it was so", "does not carry out grain exports"]),
        ({}, "173 ¶2", A, ["2 that somebody thought or said so", "Litvinov", "Chamberlain", "not to deny"]),
        ({"about": "german-interests"}, "174 ¶3", A, ["League sanctions", "does not promote", "Germany's interests"]),
    ],
    "doubtful": [
        ({}, "25 ¶2", A, ["1 the author's", "possible", "if he did indeed", "proletarian Thermidor"]),
        ({}, "173 ¶2", A, ["1 the author's", "probable", "This suggests that", "ties to Berlin"]),
        ({}, "173 ¶4", V, ["2 the believer's own", "probable", "war of intervention"]),
        ({}, "175 ¶2", V, ["2 the believer's own", "possible", "Italy"]),
        ({}, "19 ¶1", A, ["3 a possibility only", "Red Army may implement"]),
        ({"about": "politburo"}, "22 ¶2", A, ["possible", "Politburo", "what debate may have taken place"]),
    ],
    "claims-of": [
        ({}, "174 ¶2", V, ["rejects", "Treaties of Locarno promote threat"]),
        ({}, "174 ¶1", V, [SILENT.replace("text", "author"), "Great Britain promotes alliance of capitalist states"]),
        ({"speaker": "lenin"}, "23 ¶2", B, ["New Economic Policy does not aim at autarky"]),
    ],
    "hopes-and-outcomes": [
        ({}, "19 ¶1", A, ["yes", "trade agreement with England", "Anglo-Soviet Trade Agreement", "20 ¶3"]),
        ({}, "25 ¶1", A, ["partly", "recognition of the Soviet regime", "172 ¶1"]),
        ({}, "21 ¶3", A, [SILENT, "Lenin fears", "resumed military intervention"]),
        ({"who": "hoover"}, "22 ¶1", V, [SILENT, "influence of the United States in Russia"]),
        (
            {"who": "chicherin", "attitude": "calls_for"},
            "174 ¶3",
            A,
            ["yes", "German abstention from League sanctions"],
        ),
    ],
    "conditions": [
        ({}, "22 ¶1", B, ["ARA assistance", "release of all American prisoners"]),
        ({}, "22 ¶1", B, ["government credits", "reversal of the Soviet cancellation"]),
        ({}, "22 ¶2", B, ["recognition of the tsarist regime's prewar debts", "economic aid to Russia"]),
        ({}, "25 ¶1", V, ["true", "recognition of the Soviet regime", "not conditional on", "explicit approval"]),
        ({"matter": "foreign-famine-relief"}, "21 ¶3", V, ["survival of the Soviet regime", "foreign famine relief"]),
    ],
    "demanded-promised-achieved": [
        ({}, "174 ¶3", A, ["German abstention from League sanctions", "1 demanded", "Chicherin", "yes"]),
        ({}, "174 ¶3", A, ["German abstention from League sanctions", "2 promised", "Stresemann", "bindingly"]),
        ({}, "174 ¶3", A, ["German abstention from League sanctions", "4 achieved", "exemption"]),
        ({}, "22 ¶1", B, ["ARA assistance", "3 on condition", "American prisoners"]),
        ({}, "22 ¶1", A, ["abstention of the ARA from political activities", "2 promised", SILENT]),
        ({"matter": "recognition-of-prewar-debts"}, "22 ¶2", A, ["2 promised", "may commit", SILENT]),
    ],
    "firsts": [
        ({}, "17 ¶1", A, ["by 1918-03", "Trotsky uses the term", "in public"]),
        ({}, "18 ¶2", A, ["Lenin uses the term", "not before 1920-02"]),
        ({}, "18 ¶2", A, ["1920-02", "first permanent arrangement with a European state"]),
        ({}, "26 ¶2", A, ["1922", "Peaceful coexistence", "Genoa Conference"]),
        ({"about": "ussr"}, "172 ¶1", A, ["1924", "Governments of Europe recognise USSR"]),
    ],
    "uses-of-term": [
        ({}, "17 ¶1", A, ["1918-03-31", "Trotsky", "oppressed peoples", "true"]),
        ({}, "18 ¶2", A, ["not before 1920-02", "Lenin", "piece of territory", "true"]),
        ({}, "26 ¶2", A, ["People's Commissariat for Foreign Affairs", "stable and favourable"]),
        ({"term": "new-and-lengthy-period"}, "19 ¶1", A, ["not before 1920-11", "Lenin"]),
    ],
    "aliases": [
        ({}, "24 ¶1", "", ["Grigori Sokolnikov", "the Bolshevik Count Witte", "Person"]),
        ({}, "22 ¶2", "", ["Chicherin's note of 28 October", "demarche", "Document"]),
        ({"what": "britain"}, "17 ¶1", "", ["Great Britain", "England", "State"]),
    ],
    "where-stated": [
        ({}, "23 ¶4", A, ["Lenin supports", "main supporter", "true", "ft009nb0bb"]),
        ({}, "24 ¶1", A, ["Rykov", "most persistent spokesman", "true"]),
        (
            {"subject": "british-government", "relation": "any", "object": "war-of-intervention"},
            "175 ¶3",
            V,
            ["false", "does not aim at", "Chicherin"],
        ),
    ],
    "on-page": [
        ({}, "26 ¶2", A, ["1 stated", "state of international relations, and not a policy"]),
        ({}, "26 ¶1", V, ["1 stated", "lasting antagonism"]),
        ({}, "26 ¶2", "", ["2 introduced", "Maksim Litvinov", "Person"]),
    ],
    "connection": [
        ({}, "21 ¶2", A, ["3 |", "| 1 |", "Maxim Gorky issues", "13 July"]),
        ({}, "21 ¶2", A, ["3 |", "| 2 |", "calls for foreign famine relief"]),
        ({}, "22 ¶1", A, ["3 |", "| 3 |", "realised by famine relief by the ARA"]),
        ({"one": "gorky", "other": "foreign-famine-relief"}, "21 ¶2", A, ["2 |", "| 1 |", "Maxim Gorky issues"]),
        ({"one": "rykov", "other": "lenin"}, "24 ¶1", A, ["1 |", "Rykov succeeds Lenin"]),
    ],
    "quotations": [
        ({}, "18 ¶2", A, ["no matter what they are", "calls for"]),
        ({}, "25 ¶2", A, ["proletarian Thermidor", "possible", "what has been attributed to him"]),
        ({}, "175 ¶2", V, ["no reasons for panic"]),
        ({}, "175 ¶3", V, ["soften us"]),
        ({"who": "ecci"}, "20 ¶3", A, ["resolution", "New Economic Policy"]),
        ({"who": "foreign-press"}, "24 ¶1", A, ["economic miracle"]),
    ],
    "negotiations-of": [
        ({}, "17 ¶1", A, ["negotiations with Germany leading to Brest-Litovsk", "by 1918-03"]),
        ({}, "20 ¶3", A, ["Germany signs commercial agreement", "1921-05"]),
        ({}, "174 ¶3", A, ["talks of Chicherin and Stresemann", "face to face"]),
        ({"who": "krasin"}, "18 ¶2", A, ["Krasin negotiates treaty with Latvia"]),
        ({"who": "norway"}, "20 ¶3", A, ["Norway signs", "1921-09"]),
    ],
    "open-lists": [
        ({}, "19 ¶1", A, ["subject", "Radek and others oppose", "not named"]),
        ({}, "23 ¶3", A, ["object", "New York, among others"]),
        ({"relation": "supports"}, "24 ¶1", A, ["Sokolnikov and others support"]),
    ],
    "voices-on": [
        ({}, "174 ¶3", A, ["the author", "do not promote threat"]),
        ({}, "174 ¶1", V, ["party leadership", "domination of Europe"]),
        ({}, "174 ¶2", V, ["party leadership", "rejects"]),
        ({}, "174 ¶1", V, ["RCP(B)", "Fourteenth Party Congress"]),
        ({"what": "nep"}, "20 ¶3", B, ["Executive Committee of the Communist International", "incorporation"]),
    ],
    "editor-remarks": [
        ({}, "19 ¶1", "", ["a thing", "Ninth Party Congress", "From outside the text"]),
        ({}, "20 ¶1", "", ["a thing", "revolt of the navy", "does not say so"]),
        ({"about": "witte"}, "24 ¶1", "", ["a thing", "Count Witte", "from outside the text"]),
    ],
    "undated": [
        ({}, "18 ¶2", A, ["Trotsky", "commissar for foreign affairs"]),
        ({}, "18 ¶2", A, ["Chicherin", "commissar for foreign affairs"]),
        ({"relation": "negotiates"}, "174 ¶3", A, ["Stresemann negotiates", "1925"]),
    ],
    "document-says": [
        ({}, "22 ¶2", A, ["1 is", "addressed to Allied powers"]),
        ({}, "22 ¶2", A, ["1 is", "1921-10-28", "Chicherin issues"]),
        ({}, "22 ¶2", B, ["2 says", "According to Soviet government", "conditional on recognition"]),
        ({}, "22 ¶2", A, ["2 says", "calls for international conference"]),
        ({"document": "stalin-political-report-1925"}, "175 ¶2", A, ["2 says", "Stalin", "more stridently"]),
    ],
    "members": [
        ({}, "24 ¶1", A, ["Rykov is a member of RCP(B)"]),
        ({}, "19 ¶1", A, ["party leadership", "Radek and others", "1920-09"]),
        ({"body": "comintern"}, "20 ¶3", A, ["Executive Committee", "Comintern"]),
        ({"body": "all-russian-famine-relief-committee"}, "21 ¶2", A, ["Kamenev and others", "as party members"]),
    ],
    "succession": [
        ({}, "24 ¶1", A, ["succeeds", "Rykov succeeds Lenin", "death of Lenin"]),
        ({}, "18 ¶2", A, ["succeeds", "Chicherin succeeds Trotsky"]),
        ({}, "173 ¶4", V, ["precedes", "war of intervention", "second imperialist war"]),
        ({}, "174 ¶3", A, ["precedes", "talks of Chicherin and Stresemann", "on its eve"]),
    ],
    "participants": [
        ({}, "24 ¶1", A, ["1 took part", "Krasin", "commissar for foreign trade", "1922"]),
        ({}, "26 ¶2", A, ["1 took part", "Litvinov"]),
        ({}, "26 ¶2", A, ["2 was put forward", "struggle for peace", "Chicherin and Maksim Litvinov"]),
        ({"event": "chicherin-stresemann-talks-1925"}, "174 ¶3", A, ["1 took part", "Stresemann", "face to face"]),
    ],
    "who-met": [
        ({}, "26 ¶2", A, ["Genoa Conference", "Litvinov"]),
        ({}, "24 ¶1", A, ["Hague", "Krasin"]),
        ({}, "174 ¶3", A, ["talks of Chicherin and Stresemann", "Stresemann", "1925"]),
    ],
    "text-search": [
        ({}, "23 ¶2", A, ["1 sentence", "Lenin opposes autarky"]),
        ({}, "23 ¶2", "", ["4 name", "autarky of Soviet Russia"]),
        ({"words": "THERMIDOR"}, "25 ¶2", A, ["2 quotation", "proletarian Thermidor"]),
    ],
    "answers-to": [
        ({}, "17 ¶1", A, ["1 it answers", "responds to Soviet peace offer"]),
        ({}, "17 ¶1", A, ["2 answers it", "Trotsky responds"]),
        ({"what": "soviet-peace-offer"}, "17 ¶1", A, ["3 answers an answer", "Lenin responds"]),
        ({"what": "brussels-decisions-1921"}, "22 ¶2", A, ["2 answers it", "note of 28 October"]),
    ],
    "at-place": [
        ({}, "18 ¶3", A, ["evacuation of Denikin", "1920-03"]),
        ({}, "19 ¶1", A, ["withdrawal of Wrangel's forces", "1920-11"]),
        ({"place": "volga"}, "21 ¶2", A, ["famine of 1921", "Volga"]),
    ],
    "allies": [
        ({}, "19 ¶1", A, ["1 the same side", "Red Army", "Radek", "subject"]),
        ({}, "19 ¶1", A, ["2 the other side", "Red Army", "Bukharin"]),
        ({}, "24 ¶1", A, ["1 the same side", "foreign trade monopoly", "Krasin", "fervently"]),
    ],
    "helps-and-hinders": [
        ({}, "25 ¶1", V, ["1 works on it", "| + | false |", "integrationists", "foreign trade promotes"]),
        ({}, "25 ¶1", V, ["2 it works on", "| + | false |", "Lenin", "normal relations"]),
        ({"what": "famine-1921"}, "21 ¶3", A, ["2 it works on", "| - | true |", "free market in grain"]),
        ({"what": "market-in-grain"}, "20 ¶2", A, ["2 it works on", "+", "revival of agricultural production"]),
    ],
    "purposes": [
        ({}, "18 ¶2", A, ["end of the economic blockade", "yes"]),
        ({}, "18 ¶2", A, ["end of the diplomatic isolation", SILENT]),
        ({}, "18 ¶2", A, ["end of the military intervention", SILENT]),
        ({"what": "nkid-flexible-policy"}, "173 ¶2", A, ["settlement of outstanding differences with France"]),
    ],
    "co-mention": [],
    "coverage": [],
}

NEVER: dict[str, list[tuple[dict[str, str], list[str]]]] = {
    "who-is": [({}, ["Red Army"]), ({}, ["ambassador"]), ({"who": "herriot"}, ["France"])],
    "what-happened": [
        ({}, ["commercial agreement with Germany"]),
        ({}, ["1 certainly", "Kronshtadt"]),
        ({}, ["Decree on Peace", "certainly"]),
        ({"when": "1921-10-28"}, ["report of the NKID", "certainly"]),
    ],
    "overlapping": [({}, ["Genoa"]), ({}, ["1 certainly", "Krasin"])],
    "offices-at": [
        ({}, ["Sokolnikov"]),
        ({}, ["Rykov"]),
        ({}, ["1 certainly", "Lenin"]),
        ({"when": "1930"}, ["Krasin"]),
        ({"when": "1930"}, ["commissar for finance"]),
    ],
    "career": [({}, ["Witte"]), ({}, ["Politburo"])],
    "stances-of": [({}, ["supports", "| use of the Red Army"]), ({}, ["According to"])],
    "stances-at": [({}, ["Krasin"]), ({}, ["supports", "and others"])],
    "senses-at": [({}, ["Trotsky"]), ({"when": "1918"}, ["Krasin"]), ({"when": "1918"}, ["Chicherin"])],
    "descent": [({}, ["Krasin"]), ({}, ["Trotsky"])],
    "outlooks-compared": [
        ({}, ["1 contradiction", "second imperialist war |"]),
        ({}, ["2 both hold so"]),
        ({"one": "lenin-1918", "other": "lenin-1920"}, ["1 contradiction", "preservation"]),
    ],
    "outlook-claims": [({}, ["author |"])],
    "belief-paths": [({}, ["| - |"]), ({"from": "regime-consolidation", "to": "foreign-trade"}, [""])],
    "fact-paths": [({}, ["In the outlook"]), ({"from": "locarno-treaties-1925", "to": "locarno-threat"}, [""])],
    "denied": [({}, ["prolonged respite"]), ({}, ["1 that it was so", "Chamberlain"])],
    "doubtful": [({}, ["Hoover"]), ({"about": "stalin"}, ["the author's"])],
    "claims-of": [({}, ["endorses"]), ({}, ["rejects", "Great Britain"])],
    "hopes-and-outcomes": [({"who": "hoover"}, ["yes", "hope"]), ({}, ["yes", "intervention against"])],
    "demanded-promised-achieved": [
        ({}, ["prewar debts", "4 achieved"]),
        ({}, ["3 on condition", "not conditional"]),
        ({}, ["political activities", "4 achieved"]),
    ],
    "firsts": [({}, ["Krasin"])],
    "uses-of-term": [({}, ["Stalin"]), ({}, ["Krasin"])],
    "aliases": [({}, ["Trotskii"]), ({}, ["Kronshtadt", "revolt of the navy"])],
    "where-stated": [({}, ["Trotsky"]), ({"subject": "trotsky"}, [""])],
    "connection": [({"one": "gorky", "other": "stresemann"}, [""])],
    "quotations": [({}, ["gigantic"]), ({"who": "lenin"}, ["panic"])],
    "negotiations-of": [({}, ["Poland"]), ({}, ["Great Britain"])],
    "open-lists": [({}, ["Trotsky and others support"]), ({"relation": "opposes"}, ["member"])],
    "undated": [({}, ["Sokolnikov"])],
    "document-says": [({}, ["Hoover"]), ({}, ["Brussels", "2 says"])],
    "members": [({}, ["non-Bolshevik"]), ({}, ["Gorky"])],
    "participants": [({}, ["Lloyd George"]), ({}, ["1 took part", "Lenin "])],
    "who-met": [({}, ["Moscow disarmament", "Krasin"]), ({}, ["Lenin "])],
    "at-place": [({}, ["Warsaw"])],
    "allies": [({}, ["Red Army", "Krasin"]), ({}, ["1 the same side", "Trotsky"])],
    "helps-and-hinders": [({}, ["| true |"])],
    "purposes": [({}, ["isolation", "yes"])],
}

# What these answer is a plain fact, row by row: what the author says himself, undenied and undoubted.
PLAIN = (
    "what-happened",
    "overlapping",
    "offices-at",
    "career",
    "descent",
    "fact-paths",
    "connection",
    "negotiations-of",
    "members",
    "who-met",
    "allies",
)

ITEMS = [pytest.param(name, item, id=f"{name}-{i}") for name, items in DEMANDED.items() for i, item in enumerate(items)]
ABSENT = [pytest.param(name, *item, id=f"{name}-{i}") for name, items in NEVER.items() for i, item in enumerate(items)]
ASKED = [
    (name, dict(args))
    for name, items in DEMANDED.items()
    for args in sorted({tuple(sorted(item[0].items())) for item in items} | {()})
]


@pytest.fixture(scope="module")
def real():
    book = load(ROOT / "data")
    return book, store_of(book)


@pytest.fixture(scope="module")
def answered(real):
    """The rows of a question as mappings from column to text, asked once."""
    book, store = real
    kept = {}

    def answer(name, **args):
        key = (name, tuple(sorted(args.items())))
        if key not in kept:
            found = store.query(filled(question(name), args, book))
            columns = [variable.value for variable in found.variables]
            kept[key] = [{c: "" if row[c] is None else row[c].value for c in columns} for row in found]
        return kept[key]

    return answer


def line(row):
    return " | ".join(row.values())


def on_page(rows, page):
    return [row for row in rows if row["page"].endswith(f"p. {page}")]


@pytest.fixture(scope="module")
def by_iri(real):
    return {real[0].settings.base + s.id: s for s in real[0].statements}


@pytest.mark.parametrize(("name", "item"), ITEMS)
def test_the_rows_hold_what_the_text_says(answered, name, item):
    args, page, speaks, words = item
    rows = [line(row) for row in on_page(answered(name, **args), page) if row.get("voice", "") == speaks]
    assert any(all(word.casefold() in row.casefold() for word in words) for row in rows), "\n".join(rows)


@pytest.mark.parametrize(("name", "args", "words"), ABSENT)
def test_no_row_says_what_the_text_does_not_say(answered, name, args, words):
    rows = [line(row) for row in answered(name, **args)]
    assert [] == [row for row in rows if all(word.casefold() in row.casefold() for word in words)]


@pytest.mark.parametrize(("name", "args"), ASKED, ids=str)
def test_every_row_of_a_statement_carries_its_sentence_its_page_and_its_voice(answered, real, by_iri, name, args):
    book, _ = real
    for row in answered(name, **args):
        if row.get("statement"):
            statement = by_iri[row["statement"]]
            assert sentence(statement, book) == row["sentence"]
            assert citation(statement.locator, book) == row["page"]
            assert voice(statement) == row["voice"]


@pytest.mark.parametrize(("name", "args"), [(name, args) for name, args in ASKED if name in PLAIN], ids=str)
def test_a_plain_question_never_returns_a_belief_as_a_fact(answered, by_iri, name, args):
    rows = [row for row in answered(name, **args) if row["statement"]]
    assert rows
    assert all(is_plain(by_iri[row["statement"]]) for row in rows)


@pytest.mark.parametrize(("name", "args"), ASKED, ids=str)
def test_no_row_stands_twice(answered, name, args):
    rows = [line(row) for row in answered(name, **args)]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", DEMANDED)
def test_every_general_question_can_be_asked_of_something_else(name):
    assert question(name).parameters


def test_the_library_covers_what_a_historian_asks_of_any_graph():
    assert set(DEMANDED) <= {q.name for q in questions()}
    assert len(DEMANDED) >= 22


@pytest.fixture(scope="module")
def slow_engine(real):
    return dataset(real[0])


def words_of(term):
    return "" if term is None else str(getattr(term, "value", term) if not hasattr(term, "n3") else term)


@pytest.mark.parametrize(("name", "args"), [(name, args) for name, args in ASKED if args], ids=str)
def test_both_engines_give_the_same_rows_in_the_same_order_whatever_is_asked(real, slow_engine, name, args):
    book, store = real  # the defaults: test_library.py
    query = filled(question(name), args, book)
    found = [tuple(map(words_of, row)) for row in slow_engine.query(query)]
    assert [tuple(map(words_of, row)) for row in store.query(query)] == found


# one by one, where a table of words is too coarse


def test_in_march_1921_only_krasin_held_an_office_for_certain(answered):
    rows = answered("offices-at")
    assert ["Leonid Krasin"] == [row["who"] for row in rows if row["how_sure"] == "1 certainly"]
    assert {"Trotsky", "Georgii Chicherin"} == {row["who"] for row in rows if row["how_sure"] == "3 undated"}


def test_the_years_of_sokolnikov_come_in_their_order_and_the_undated_last(answered):
    years = [row["when"] for row in answered("career")]
    assert ["1917/", "1922/1926", "1929/1932", "1933/1934"] == [year for year in years if year]
    assert years == sorted(years, key=lambda year: not year)


def test_four_stood_for_and_two_against_the_red_army_abroad_and_only_the_two_had_others_with_them(answered):
    rows = answered("stances-at")
    assert {"Trotsky", "Kamenev", "Dzerzhinskii", "Bukharin"} == {r["who"] for r in rows if r["stance"] == "supports"}
    assert {"Lenin", "Radek"} == {row["who"] for row in rows if row["list_goes_on"]}


def test_four_paths_lead_from_trade_to_a_stable_regime_and_all_of_them_push(answered):
    rows = answered("belief-paths")
    assert {"+"} == {row["sign"] for row in rows}
    assert Counter({"2": 2, "5": 2}) == Counter(steps for steps, _ in {(row["steps"], row["path"]) for row in rows})
    assert [int(row["steps"]) for row in rows] == sorted(int(row["steps"]) for row in rows)
    assert Counter(row["path"] for row in rows) == {row["path"]: int(row["steps"]) for row in rows}


def test_the_product_of_two_hindrances_is_a_help(answered):
    found = answered("belief-paths", **{"from": "normal-relations", "to": "military-security"})
    assert {"+"} == {row["sign"] for row in found if row["path"].count("[-]") == 2}
    assert {"-"} == {row["sign"] for row in answered("belief-paths", **{"from": "renewed-intervention"})}


def test_the_majority_and_stalin_contradict_each_other_on_one_thing_only(answered):
    rows = [row for row in answered("outlooks-compared") if row["comparison"] == "1 contradiction"]
    assert {"prolonged respite from capitalist attack on the USSR"} == {row["situation"] for row in rows}
    assert 2 == len(rows)


def test_two_outlooks_are_compared_alike_from_either_end(answered):
    turned = answered("outlooks-compared", one="central-committee-majority-1925", other="stalin-1925")
    assert answered("outlooks-compared") == turned


def test_the_earliest_attested_use_is_the_first_public_one_of_trotsky(answered):
    first = answered("uses-of-term")[0]
    assert ("Trotsky", "true") == (first["who"], first["called_the_first"])
    assert "Trotsky" in answered("firsts")[0]["sentence"]


def test_chicherin_took_part_in_talks_and_conferences_with_three_men(answered):
    assert {"Leonid Krasin", "Maksim Litvinov", "Stresemann"} == {row["other"] for row in answered("who-met")}


def test_three_men_are_told_to_have_been_at_genoa(answered):
    there = {row["who"] for row in answered("participants") if row["part"] == "1 took part"}
    assert {"Leonid Krasin", "Georgii Chicherin", "Maksim Litvinov"} == there


def test_nothing_is_quoted_of_chicherin_beyond_fifteen_words(answered):
    assert all(len(row["quote"].split()) <= 15 for row in answered("quotations"))


def test_the_thermidor_words_are_the_only_ones_of_chicherin_that_the_author_does_not_vouch_for(answered):
    doubted = {row["quote"] for row in answered("quotations") if row["author_says_so"]}
    assert {"a mere expression of the new economic policy", "as a matter of fact a proletarian Thermidor"} == doubted


def test_two_dates_in_one_month_overlap_only_possibly(answered):
    rows = answered("overlapping", what="red-army-debate-1920")
    assert {"2 possibly"} == {row["how_sure"] for row in rows if row["name"] == "Ninth Party Congress"}


@pytest.mark.parametrize("id_", ["ninth-party-congress-1920", "famine-1921", "party-nkid-divergence", "lenin-1917"])
def test_dates_overlap_as_the_model_reckons(answered, real, id_):
    book, _ = real
    dated = {t.id: t.when for t in book.things.values() if t.kind in ("Event", "Document", "Outlook") and t.when}
    surely = {other: overlap(book.things[id_].when, date) for other, date in dated.items() if other != id_}
    rows = {r["thing"].removeprefix(book.settings.base): r["how_sure"] for r in answered("overlapping", what=id_)}
    rows.pop("", None)  # offices
    assert {other for other, how in surely.items() if how == "certain"} == {o for o, h in rows.items() if h[0] == "1"}
    assert {other for other, how in surely.items() if how == "possible"} == {o for o, h in rows.items() if h[0] == "2"}


def test_what_has_no_date_is_shown_as_undated(answered):
    assert ["undated"] == [row["when"] for row in answered("when-was", what="civil-war") if row["part"] == "1 itself"]


def test_the_paragraphs_of_a_page_are_counted_as_the_facts_stand(answered, real):
    book, _ = real
    counted = Counter((citation(s.locator, book), voice(s)) for s in book.statements)
    rows = answered("coverage")
    assert {row["page"] for row in rows} >= {page for page, _ in counted}
    assert all((row[A], row[B], row[V]) == tuple(str(counted[row["page"], each]) for each in (A, B, V)) for row in rows)
    assert sum(int(row["statements"]) for row in rows) == len(book.statements)
    later = answered("coverage", first_page="172")
    assert len(later) == sum(" p. 17" in row["page"] and " p. 17 " not in row["page"] for row in rows)


def test_everything_that_is_stated_on_a_page_is_there(answered, real):
    book, _ = real
    there = {book.settings.base + s.id for s in book.statements if s.locator.page == 26}
    assert there == {row["statement"] for row in answered("on-page") if row["part"] == "1 stated"}


def test_what_shares_paragraphs_with_lenin_is_counted_once_a_paragraph(answered, real):
    book, _ = real
    outlooks = {id_: thing.holders for id_, thing in book.things.items() if thing.kind == "Outlook"}
    passages: dict[str, set[str]] = {}
    for s in book.statements:
        beside = (*s.by, *outlooks.get(s.view, ()), *s.via, *s.at, *s.places)
        for id_ in (s.subject, s.object):
            passages.setdefault(id_, set()).add(s.locator.id)
        if "lenin" in beside:
            passages.setdefault("lenin", set()).add(s.locator.id)
    rows = answered("co-mention")
    counts = [int(row["paragraphs"]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert all(
        (row["name"], count) == (label_of(id_, book), len(passages[id_] & passages["lenin"]))
        for row, count in zip(rows, counts, strict=True)
        for id_ in (row["thing"].removeprefix(book.settings.base),)
    )
    assert {"peaceful coexistence", "Georgii Chicherin"} <= {row["name"] for row in rows}
    assert min(counts) >= 4


def test_a_search_of_words_finds_them_on_the_one_page_where_they_are(answered):
    assert {"Jacobson 1994, p. 23 ¶2"} == {row["page"] for row in answered("text-search")}


def test_a_remark_of_the_editors_is_never_the_text_s(answered, real):
    book, _ = real
    remarks = {thing.editor for thing in book.things.values()} | {s.editor for s in book.statements}
    notes = {thing.note for thing in book.things.values()} | {s.note for s in book.statements}
    shown = {row["editor"] for row in answered("editor-remarks")}
    assert shown <= remarks
    assert not shown & (notes - {""})
