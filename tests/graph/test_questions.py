"""Seminar questions on the real data, with the items that a lecturer's answers demand.

The answers were written by a reader of the texts who knew nothing of the graph.  Each item is a page, a voice and
words that must stand together in one row; the words are those of labels, notes and quotations, not of English grammar.
Items that the lecturer marks as silence of the text are tests of their own: the rows must not fill them.
"""

import re
import time
from pathlib import Path

import pytest

from graph_builder.graph.sparql import ask
from graph_builder.model.wording import citation, sentence
from graph_builder.pipeline import check_folder

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "graph_builder" / "graph" / "queries"
FILES = sorted(QUERIES.glob("*.rq"), key=lambda path: path.name)
SECONDS = 1.0

A, B, V = "author", "attributed", "outlook"  # whose words: the author's, somebody's, an outlook's

DEMANDED: dict[str, list[tuple[str, ...]]] = {
    "coexistence-three-senses": [
        ("17 ¶1", A, "Trotsky", "first time that the term was used in public", "negotiations with Germany"),
        ("17 ¶1", A, "Trotsky", "first public use", "Brest-Litovsk", "struggle without arms against imperialism"),
        ("17 ¶1", A, "Trotsky", "relations among the oppressed peoples", "by 1918-03"),
        ("18 ¶2", A, "Trotsky", "Chicherin", "peoples, not governments or trade"),
        ("17 ¶1", B, "Lenin", "peredyshka", "respite", "in the same period as Trotsky's call"),
        ("18 ¶2", A, "Lenin", "first time that he employed the phrase", "not before 1920-02", "treaty with Estonia"),
        ("18 ¶2", A, "Chicherin", "peaceful coexistence with bourgeois states"),
        ("18 ¶2", A, "Chicherin", "with other governments no matter what they are"),
        ("18 ¶2", A, "2 meaning", "Chicherin", "normal relations of state with state", "the capitalist countries"),
        ("18 ¶2", A, "2 meaning", "Krasin", "trade agreements and commercial relations", "rescue the Russian economy"),
    ],
    "from-peace-break-to-long-period": [
        ("17 ¶1", A, "1 stage", "Lenin", "short respite", "alive in Russia while it spread to Europe", "peredyshka"),
        ("18 ¶3", A, "1 stage", "growing from a short peace break", "by spring 1920"),
        ("18 ¶3", A, "Lenin", "lifting of the Allied naval blockade", "trade agreement with England", "1920-01"),
        ("18 ¶3", V, "evacuation of Denikin", "end of the Civil War"),
        ("18 ¶3", V, "Lenin", "end of the Civil War", "1920-03"),
        ("18 ¶3", A, "Hungary and Bavaria", "infantile leftism", "1920-04"),
        ("19 ¶1", A, "Lenin", "trade agreement with England"),
        ("19 ¶1", A, "Lenin", "driving back of the Red Army from Warsaw", "lengthy period and no longer a peace break"),
        ("19 ¶1", A, "Lenin", "end of the Civil War", "lengthy period and no longer a peace break"),
        ("19 ¶1", A, "Withdrawal of Wrangel's forces", "it marked the end"),
        ("19 ¶1", V, "a new and lengthy period of development"),
        ("19 ¶1", V, "right of Soviet Russia to an independent existence", "in the months after the end"),
        ("19 ¶1", A, "Lenin", "in the form it kept for the rest of his active political life"),
        ("25 ¶2", V, "equilibrium", "neither socialism nor capitalism could overcome the other"),
        ("25 ¶2", A, "1 stage", "Central Committee", "1922-05", "Lenin's notion of a long period, stated more fully"),
        ("26 ¶1", A, "Central Committee", "the inevitability, at the present stage", "for a time only"),
    ],
    "what-coexistence-was-not": [
        ("18 ¶2", A, "stable and durable settlement", "Estonia", "a piece of territory", "does not seem to have meant"),
        ("18 ¶2", B, "Lenin", "stable and durable settlement with Estonia", "does not seem to have meant the term"),
        ("26 ¶1", A, "after 1921", "a short peace break"),
        ("26 ¶1", A, "after 1921", "a simple tactical expedient"),
        ("26 ¶1", A, "after 1921", "international reconciliation"),
        ("26 ¶1", A, "after 1921", "live and let live"),
        ("26 ¶1", V, "Bolshevik theory", "antagonism of the socialist and capitalist systems"),
        ("26 ¶1", V, "Bolshevik theory", "transformation of either system",
         "neither socialism nor capitalism would be"),
        ("26 ¶2", A, "People's Commissariat for Foreign Affairs, Lenin", "systems of property", "in actual use"),
        ("26 ¶2", A, "a state of international relations, and not a policy"),
        ("26 ¶2", A, "Struggle for peace", "with or without disarmament", "policy followed while peaceful coexistence"),
    ],
    "slogans-four-purposes": [
        *(
            ("26 ¶2", A, slogan, conference, "Chicherin and Maksim Litvinov", "1922", "first time in an international")
            for slogan in ("Peaceful coexistence", "Struggle for peace")
            for conference in ("Genoa Conference", "Hague economic conference")
        ),
        ("26 ¶2", A, "Moscow disarmament conference", "Chicherin and Maksim Litvinov", "after Genoa and The Hague"),
        ("26 ¶2", A, "Litvinov", "deputy commissar for foreign affairs", "1922"),
        ("26 ¶2", A, "link between Soviet policy and Marxist-Leninist ideology", "one of the purposes"),
        ("26 ¶2", A, "integrated public presentation", "one of the purposes"),
        ("26 ¶2", A, "casting of Soviet interests into slogans", "one of the purposes"),
        ("26 ¶2", A, "exposure of the hypocrisy of bourgeois statesmanship", "one of the purposes", "polemical"),
        ("26 ¶2", A, "hypocrisy of bourgeois statesmanship", "quotation marks", "does not say whose"),
        ("26 ¶2", A, "RCP(B)", "peaceful coexistence", "as its official doctrine", "1927"),
        ("26 ¶2", A, "Litvinov", "universal peace and disarmament", "Preparatory Commission", "Geneva", "1927"),
    ],
    "thermidor-remark": [
        ("25 ¶2", A, "Chicherin", "1921-11", "a mere expression of the new economic policy", "possible"),
        ("25 ¶2", A, "Chicherin", "New Economic Policy", "a proletarian Thermidor", "what has been attributed to him"),
        ("25 ¶2", A, "Chicherin", "only attributed to him", "if he did indeed"),
        ("25 ¶2", A, "perhaps too candid", "A second hedge"),
    ],
    "not-known": [
        ("21 ¶2", A, "People directly affected by the famine", "no reliable figures"),
        ("21 ¶2", A, "37.5 million persons", "not only those whom the famine struck"),
        ("22 ¶2", A, "| Politburo takes part", "what debate may have", "little is known of it"),
        ("22 ¶2", A, "Commissariat for Foreign Affairs takes part", "what debate may have"),
        ("22 ¶2", A, "is not about debate", "only what policy the decision followed from"),
        ("22 ¶2", B, "policy of economic cooperation", "followed from the current policy"),
        ("22 ¶2", B, "economic rehabilitation of Russia as a priority task"),
        ("22 ¶2", B, "use of Western capital"),
        ("22 ¶2", A, "Ninth Soviet Congress", "its report for the year"),
        ("22 ¶2", A, "note of 28 October", "Ninth Soviet Congress", "by two months"),
        ("22 ¶2", A, "published only then", "1990"),
    ],
    "trade-to-world-revolution": [
        ("25 ¶1", V, "foreign trade | + | diplomatic breakthrough"),
        ("25 ¶1", V, "foreign trade | + | recognition of the Soviet regime", "| yes |"),
        ("25 ¶1", V, "recognition of the Soviet regime", "| needs not |", "approval of trade by"),
        ("25 ¶1", V, "normal relations of Soviet Russia with capitalist states | + | Soviet access to the technology"),
        ("25 ¶1", V, "Soviet access to the technology of Europe and America | + | reconstruction", "| yes |"),
        ("25 ¶1", V, "normal relations of Soviet Russia with capitalist states | - | resumed military intervention"),
        ("25 ¶1", V, "resumed military intervention against Soviet Russia | - | security", "curator's reading"),
        ("25 ¶1", V, "security of Soviet Russia | + | political consolidation"),
        ("25 ¶1", V, "reconstruction and development of the Russian economy | + | political consolidation"),
        ("25 ¶1", V, "political consolidation and stability of the Soviet regime | + | inspiration of foreign workers"),
        ("25 ¶1", V, "| + | inspiration of foreign workers", "in capitalist and in colonial or semicolonial countries"),
        ("25 ¶1", V, "political consolidation and stability of the Soviet regime | + | Soviet economic assistance"),
        ("25 ¶1", V, "inspiration of foreign workers by Soviet Russia's example | + | advance of international"),
        ("25 ¶1", V, "Soviet economic assistance to revolutions abroad | + | advance of international"),
        ("25 ¶1", A, "outlook of Lenin", "late 1921"),
        ("25 ¶1", A, "outlook of integrationists", "late 1921"),
        ("25 ¶1", A, "Chicherin", "pre-October programme", "no attempt was ever made"),
        ("25 ¶1", A, "can be found in what Lenin and his fellow integrationists stated"),
    ],
    "trade-against-alliance": [
        ("24 ¶2", A, "outlook of Lenin"),
        ("24 ¶2", A, "Lenin", "foreign trade", "first of all political"),
        ("24 ¶2", V, "foreign trade", "to our side", "winning over of a section"),
        ("24 ¶2", V, "foreign trade", "antagonisms among the capitalist states", "accentuate"),
        ("24 ¶2", V, "foreign trade hinders", "forming an alliance among themselves"),
        ("24 ¶2", V, "division of the Japanese from the Americans"),
        ("24 ¶2", V, "division of the Americans from the Europeans"),
        ("24 ¶2", V, "division of the Germans from the Entente"),
        ("24 ¶2", V, "foreign technology", "reconstruction"),
        ("24 ¶2", V, "reconstruction", "strength to resist enemies"),
        ("24 ¶2", V, "strength to resist enemies", "future efforts of its enemies to overwhelm it"),
        ("24 ¶2", A, "foreign trade", "security of Soviet Russia", "isolated and militarily vulnerable"),
    ],
    "famine-and-the-regime": [
        ("21 ¶1", A, "Famine of 1921 hinders grain exports", "1921"),
        ("20 ¶4", A, "Soviet economic planners", "grain exports", "means of payment"),
        ("21 ¶3", A, "Famine of 1921 hinders free market in grain"),
        ("21 ¶3", A, "free market in grain promotes New Economic Policy", "premised"),
        ("21 ¶3", A, "Famine of 1921 promotes", "survival of the people of the Volga"),
        ("20 ¶1", A, "Famine of 1921 hinders survival of the Soviet regime", "by 1921-02"),
        ("21 ¶2", A, "reports of drought and crop failures", "party/state leadership", "1920-11"),
        ("21 ¶2", A, "reports of peasant migration from the Volga", "party/state leadership", "1921-01"),
        ("21 ¶2", A, "Shortfall of government grain reserves", "by early 1921"),
        ("21 ¶2", A, "railway system", "delivery of the existing food supplies", "by early 1921"),
        ("21 ¶2", A, "acknowledgment of the famine's extent", "encouragement of", "the enemies of Soviet power"),
        ("21 ¶2", A, "anti-Bolsheviks at home and abroad", "blame of the Soviet regime", "responsible"),
        ("21 ¶2", A, "encouragement of the anti-Bolsheviks", "delay of the public acknowledgment", "only in July"),
        ("21 ¶2", A, "Central Committee", "public admission of the famine", "1921-07"),
        ("21 ¶2", A, "appointment of the All-Russian Famine Relief Committee", "effort to attract"),
        ("21 ¶2", A, "Gorky", "1921-07-13"),
        ("21 ¶2", A, "Chicherin", "1921-08-02"),
    ],
    "hoover-bargain": [
        ("21 ¶4", A, "Hoover", "American secretary of commerce"),
        ("21 ¶4", A, "Soviet government", "directly"),
        ("21 ¶4", A, "not addressed to All-Russian Famine Relief Committee", "he ignored it"),
        ("22 ¶1", B, "2 condition", "release of all American prisoners"),
        ("22 ¶1", B, "2 condition", "full freedom of the ARA in administering relief"),
        ("22 ¶1", A, "3 promise", "abstention of the ARA from political activities"),
        ("22 ¶1", V, "4 hope", "greater influence of the United States in Russia"),
        ("22 ¶1", V, "4 hope", "beyond that of NEP", "eventually", "these pages do not say so"),
        ("22 ¶1", A, "5 result", "supplies arrived quickly"),
        ("22 ¶1", A, "5 result", "10 million people sustained", "1921/1922", "at the height"),
        ("22 ¶1", A, "5 result", "20 million dollars"),
        ("22 ¶1", V, "5 result", "collapse of the Soviet regime", "predicted it"),
        ("22 ¶1", V, "5 result", "closer economic relations of Russia with America and Europe"),
        ("22 ¶1", A, "5 result", "180 degrees"),
    ],
    "fear-of-relief": [
        ("21 ¶3", V, "Soviet leadership", "resumed military intervention", "these pages do not say so"),
        ("21 ¶3", A, "Lenin", "further invasions, interventions, and"),
        ("21 ¶3", A, "Allied food relief of 1919", "counterrevolution", "Russian Civil War"),
        ("21 ¶3", A, "Allied food relief of 1919", "counterrevolution", "Central Europe"),
        ("21 ¶3", A, "military intervention in Soviet Russia", "called up bad memories"),
        ("21 ¶3", A, "émigrés", "provisional government made out of the relief committee", "talk only"),
        ("21 ¶3", V, "foreign famine relief", "seemed indispensable"),
        ("21 ¶4", A, "Hoover's offer", "dilemma", "rescued the regime"),
        ("21 ¶4", A, "People's Commissariat for Foreign Affairs", "a turnabout"),
        ("22 ¶1", B, "Supreme Allied Council", "comprehensive reconstruction"),
    ],
    "debts-for-recognition": [
        ("22 ¶1", A, "Supreme Allied Council", "private philanthropic assistance"),
        ("22 ¶1", A, "Supreme Allied Council", "Brussels", "early October 1921"),
        ("22 ¶1", B, "Supreme Allied Council", "comprehensive reconstruction of the Russian economy"),
        ("22 ¶1", B, "Government credits", "conditional on reversal", "cancellation of foreign debts", "willingness"),
        ("22 ¶1", B, "of all foreign debts of previous Russian regimes"),
        ("22 ¶2", A, "Chicherin", "voice of the Soviet government", "1921-10-28"),
        ("22 ¶2", A, "Allied powers", "addressed to"),
        ("22 ¶2", A, "Soviet government", "tied to a system of agreements", "prewar debts only", "not yet an"),
        ("22 ¶2", B, "prewar debts", "conditional on economic aid to Russia"),
        ("22 ¶2", B, "prewar debts", "conditional on recognition of the Soviet regime as Russia's government"),
        ("22 ¶2", A, "legal government of Russia"),
        ("22 ¶2", B, "prewar debts", "conditional on international conference to settle differences"),
        ("22 ¶2", B, "a final reconciliation"),
        ("22 ¶2", A, "Prewar debts", "Narrower than the foreign debts of previous Russian regimes"),
    ],
    "numbers-against-what": [
        ("20 ¶4", A, "foreign trade", "10 times", "foreign trade in 1919", "| 1920 |"),
        ("20 ¶4", A, "foreign trade", "1 per cent", "before 1914", "| 1920 |"),
        ("19 ¶2", B, "Lenin", "gap with advanced capitalist states", "25 to 50 per cent", "| intended |"),
        ("21 ¶2", A, "inhabitants of the regions struck by famine", "37.5 million", "not only those"),
        ("22 ¶1", A, "famine relief by the ARA", "10 million people", "| 1921/1922 |", "height"),
        ("22 ¶1", A, "appropriation by Congress for the ARA", "20 million dollars"),
        ("20 ¶2", A, "small manufacturing", "less than 20 persons", "limit below which private enterprise"),
    ],
    "commercial-agreements": [
        ("20 ¶3", A, "commercial agreement | 1921-03", "Great Britain", "Krasin", "New Economic Policy"),
        ("20 ¶3", A, "commercial agreement | 1921-05", "Germany"),
        ("20 ¶3", A, "commercial agreement | 1921-09", "Norway"),
        ("20 ¶3", A, "commercial agreement | 1921-12", "Austria"),
        ("20 ¶3", A, "commercial agreement | 1921-12", "Italy"),
        ("20 ¶3", A, "commercial agreement | 1922-02", "Sweden"),
        ("20 ¶3", A, "commercial agreement | 1922-06", "Czechoslovakia"),
        ("18 ¶2", A, "treaty | 1920-02", "peace treaty with Estonia", "November 1919", "first permanent arrangement"),
        ("18 ¶2", A, "treaty | 1920-07", "Lithuania", "an agreement, then one of three treaties"),
        ("18 ¶2", A, "treaty | 1920-08", "Latvia", "an agreement, then one of three treaties"),
    ],
    "integrationist-careers": [
        *(
            ("24 ¶1", A, f"{name} |", "limited economic integration", "consistently", "| yes |", "besides Lenin")
            for name in ("Rykov", "Krasin", "Sokolnikov")
        ),
        ("24 ¶1", A, "Rykov |", "head of the Supreme Economic Council", "between 1923 and 1924"),
        ("24 ¶1", A, "Rykov |", "chairman of the Council of People's Commissars", "from Lenin's death"),
        ("24 ¶1", A, "Rykov |", "Politburo", "1922/1930"),
        ("24 ¶1", A, "Rykov |", "most persistent spokesman within the Politburo"),
        ("24 ¶1", A, "Sokolnikov |", "Central Committee", "1917/"),
        ("24 ¶1", A, "Sokolnikov |", "commissar for finance", "1922/1926"),
        ("24 ¶1", A, "Sokolnikov |", "ambassador to London", "1929/1932"),
        ("24 ¶1", A, "Sokolnikov |", "deputy commissar for foreign affairs", "1933/1934"),
        ("24 ¶1", A, "Sokolnikov |", "mainly responsible for framing it"),
        ("24 ¶1", A, "Sokolnikov |", "major proponent", "1921/1926"),
        ("24 ¶1", A, "Sokolnikov |", "foreign press", "the Bolshevik Count Witte", "financial reform"),
        ("24 ¶1", A, "Krasin |", "commissar for foreign trade", "1920/1924"),
        ("24 ¶1", A, "Krasin |", "in Paris", "1924/1925"),
        ("24 ¶1", A, "Krasin |", "in London", "1925/1926"),
        ("24 ¶1", A, "Krasin |", "Anglo-Soviet Trade Agreement", "1921-03"),
        ("24 ¶1", A, "Krasin |", "Genoa Conference", "1922"),
        ("24 ¶1", A, "Krasin |", "Hague economic conference", "1922"),
        ("24 ¶1", A, "Krasin |", "after the Curzon ultimatum", "1923"),
        ("23 ¶4", A, "Lenin |", "strategy of limited economic integration", "main supporter at the top"),
    ],
    "trade-monopoly": [
        ("23 ¶2", A, "Lenin", "autarky", "absolutely ridiculous, fantastic, and utopian"),
        ("23 ¶2", A, "Lenin", "autarky", "consistently rejected"),
        ("23 ¶3", A, "interdependence", "only partial"),
        ("23 ¶3", A, "Nationalization of foreign trade", "War Communism", "1918-04"),
        ("23 ¶3", A, "Nationalization of foreign trade", "integration of Russia into the global economy", "limited it"),
        ("23 ¶3", A, "foreign trade monopoly", "integration of Russia into the global economy", "limited it"),
        ("23 ¶3", A, "foreign trade monopoly", "definitive form", "1922-03"),
        ("23 ¶3", A, "controlled imports", "consumer goods", "could do so and did"),
        ("23 ¶3", A, "Foreign Trade Commissariat", "machinery", "Foreign exchange", "allotted"),
        ("23 ¶3", A, "Foreign Trade Commissariat", "raw materials", "Foreign exchange", "allotted"),
        ("23 ¶3", A, "controlled exports", "cheap buying-up", "national treasures, natural resources and agricultural"),
        ("23 ¶3", A, "machinery", "reconstruction", "necessary for it"),
        ("23 ¶3", A, "foreign trade monopoly", "foreign middlemen", "profiteering"),
        ("23 ¶3", A, "foreign trade monopoly", "outside capitalist interference in socialist development"),
        ("23 ¶4", A, "Lenin", "foreign trade monopoly", "main advocate"),
        ("23 ¶4", A, "Lenin", "limited economic integration", "main supporter"),
        ("23 ¶4", A, "foreign trade monopoly", "complete agreement on neither"),
        ("24 ¶1", A, "Krasin", "foreign trade monopoly", "fervently"),
    ],
    "red-army-abroad": [
        *(
            ("19 ¶1", A, "1 in favour", name, "Ninth Party Congress", "1920-09", "| no |")
            for name in ("Trotsky", "Kamenev", "Dzerzhinskii", "Bukharin")
        ),
        *(
            ("19 ¶1", A, "2 against", name, "Ninth Party Congress", "1920-09", "| yes |", "not named")
            for name in ("Lenin", "Radek")
        ),
        ("19 ¶1", A, "3 the debate", "How the congress decided is not said"),
        ("19 ¶1", A, "diversity of policy preferences", "Lenin's ambivalent words and acts", "compelled him"),
        ("19 ¶1", A, "Lenin", "seems not to have wavered", "probable"),
        ("19 ¶1", A, "driving back of the Red Army from Warsaw"),
        ("18 ¶2", A, "Krasin", "forgoing of revolution in Europe", "more than any other Bolshevik", "1920"),
    ],
    "three-outlooks-1925": [
        ("176 ¶1", A, "NKID's concept", "Stalin's own conception", "completely compatible", "prescription"),
        ("176 ¶1", A, "NKID's concept", "Central Committee majority", "not completely compatible", "prediction"),
        ("176 ¶1", A, "Central Committee majority", "Stalin's own conception", "not completely compatible"),
        ("173 ¶2", V, "1 how things stand", "NKID", "flux of world politics", "through Georgii Chicherin"),
        ("173 ¶2", V, "NKID", "indeterminate direction"),
        ("173 ¶2", V, "NKID", "improvement of the situation for the USSR", "both at once"),
        ("173 ¶2", V, "NKID", "worsening of the situation for the USSR", "both at once"),
        ("173 ¶2", A, "3 policy", "flexible and nuanced foreign policy", "ties to Berlin", "This suggests that"),
        ("173 ¶2", A, "3 policy", "settlement of outstanding differences with France", "This suggests that"),
        ("173 ¶2", A, "3 policy", "debts and loans", "This suggests that"),
        ("173 ¶3", V, "majority", "events of 1924", "decisive turning point"),
        ("173 ¶3", V, "1 how things stand", "majority", "stabilization of capitalism"),
        ("173 ¶3", V, "1 how things stand", "majority", "stabilization of Communism"),
        ("173 ¶3", V, "2 what is to come", "prolonged respite", "for years, even decades"),
        ("173 ¶3", V, "prolonged respite", "industrialization of the USSR"),
        ("173 ¶3", V, "prolonged respite", "construction of socialism"),
        ("173 ¶3", V, "prolonged respite", "exploited workers"),
        ("173 ¶3", V, "prolonged respite", "Asia's oppressed peoples"),
        ("173 ¶3", V, "armed uprisings in the colonies", "hinder", "stabilization of capitalism", "eventually"),
        ("173 ¶3", V, "German proletarian resistance to reparations", "hinder", "stabilization of capitalism"),
        ("173 ¶4", V, "Stalin", "not believe in prolonged respite", "denied"),
        ("173 ¶4", V, "Stalin", "arming of the imperialist powers"),
        ("173 ¶4", V, "Stalin", "encirclement of the USSR"),
        ("173 ¶4", V, "Stalin", "second imperialist war", "in a few years time"),
        ("173 ¶4", V, "Stalin", "war of intervention against the USSR", "preemptive strike", "in all probability"),
    ],
    "how-long-a-peace": [
        ("17 ¶1", V, "about 1917-10 | Lenin | not: lengthy peaceful coexistence"),
        ("17 ¶1", V, "about 1917-10 | Lenin | obligation to prepare and launch a revolutionary war"),
        ("17 ¶1", V, "by 1918-03 | Lenin | brief respite"),
        ("19 ¶1", V, "not before 1920-11", "| Lenin | new and lengthy period of development"),
        ("19 ¶1", V, "not before 1920-11", "| Lenin | not: brief respite", "no longer"),
        ("23 ¶2", A, "integrationists", "lasting for decades", "There is every indication"),
        ("23 ¶2", A, "Lenin", "lasting for decades", "There is every indication"),
        ("23 ¶2", B, "Lenin and integrationists", "about 50 years", "perhaps half a century"),
        ("26 ¶1", A, "1922-05", "| Central Committee |", "temporary coexistence", "the inevitability"),
        ("173 ¶3", V, "majority leadership of the Central Committee", "prolonged respite", "for years, even decades"),
        ("173 ¶4", V, "by 1925 | Stalin | not: prolonged respite"),
        ("173 ¶4", V, "by 1925 | Stalin | second imperialist war", "in a few years time"),
    ],
    "locarno-threat-rejected": [
        ("174 ¶2", V, "1 the claim", "party leadership", "as a threat to the Soviet Union", "| rejects |"),
        ("174 ¶3", A, "2 the denial", "in reality, no direct threat to the USSR"),
        ("174 ¶1", A, "Bukharin", "denounced", "ranged from the one to the other"),
        ("174 ¶1", A, "Zinoviev", "denounced", "ranged from the one to the other"),
        ("174 ¶1", A, "Fourteenth Party Congress", "directed at the USSR"),
        ("174 ¶3", A, "Chicherin", "direct threat", "lay largely with him"),
        ("174 ¶3", A, "Chicherin", "German affiliation", "League", "able to prevent it"),
        ("175 ¶1", A, "conventional diplomacy", "security of the USSR", "more than anything else"),
        ("175 ¶1", A, "by eight years"),
        ("174 ¶1", A, "Marxist-Leninist ideology", "obvious and significant"),
        ("174 ¶1", V, "Leninist ideology", "international bourgeoisie", "unremitting hostility", "presumed"),
        ("174 ¶1", V, "Leninist ideology", "Chamberlain, Stresemann and Herriot", "could not be passive"),
        ("176 ¶1", A, "socialism in one country", "usually viewed"),
        ("176 ¶1", A, "permanent revolution", "usually viewed"),
        ("176 ¶1", A, "isolationist strategy", "usually viewed"),
        ("176 ¶1", A, "Soviet foreign policy", "its future was at stake too", "1924/1926"),
    ],
    "chicherin-stresemann": [
        ("174 ¶3", A, "1 the talks", "Chicherin", "face to face"),
        ("174 ¶3", A, "1 the talks", "located in Berlin"),
        ("174 ¶3", A, "1 the talks", "Locarno Conference", "on its eve"),
        ("174 ¶3", A, "2 demanded", "German abstention from League sanctions against the USSR", "| yes |"),
        ("174 ¶3", A, "2 demanded", "German refusal to guarantee the borders of Poland", "| yes |"),
        ("174 ¶3", A, "3 why it was easy", "League sanctions", "not promote", "Germany's interests", "the reason why"),
        ("174 ¶3", A, "3 why it was easy", "borders of Poland", "not promote", "Germany's interests", "the reason why"),
        ("174 ¶3", A, "4 promised", "Stresemann", "German abstention from League sanctions", "bindingly"),
        ("174 ¶3", A, "4 promised", "Stresemann", "refusal to guarantee the borders of Poland", "bindingly"),
        ("174 ¶3", A, "5 carried out", "German delegation", "exemption from League sanctions", "Locarno Conference"),
        ("174 ¶3", A, "5 carried out", "German delegation", "Poland's frontiers", "Locarno Conference"),
        ("174 ¶3", A, "6 consequence", "direct threat to the USSR", "in reality"),
        ("175 ¶1", A, "conventional diplomacy"),
    ],
    "uses-of-the-locarno-alarm": [
        ("174 ¶2", V, "1 the charge", "coalition of capitalists under British lead", "allegation"),
        ("174 ¶2", A, "tangible foreign threat", "commitment to the USSR's defense"),
        ("174 ¶2", A, "commitment to the USSR's defense", "integration of Comintern sections behind the CPSU"),
        ("174 ¶2", A, "tangible foreign threat", "bolshevization", "instrument"),
        ("174 ¶2", A, "security of the USSR", "leaders suited their analysis"),
        ("174 ¶2", A, "control over relations of Communist parties", "leaders suited their analysis"),
        ("174 ¶1", A, "Marxist-Leninist ideology", "Fourteenth Party Congress"),
        ("174 ¶1", V, "Leninist ideology", "could not be passive"),
    ],
    "what-england-wants": [
        ("175 ¶3", V, "1 England", "is not considering a military intervention"),
        ("175 ¶3", V, "Chicherin", "that is superficial, not serious"),
        ("175 ¶3", V, "1 England", "not expect collapse", "to see Soviet power toppled"),
        ("175 ¶3", V, "1 England", "soften us"),
        ("175 ¶3", V, "1 England", "to make us repay the debts"),
        ("175 ¶3", V, "1 England", "to give up our policy in the East"),
        ("175 ¶3", V, "economic pressure", "apparent means"),
        ("175 ¶3", V, "economic pressure", "exclusion of the USSR from foreign credits"),
        ("175 ¶3", V, "economic pressure", "impediment of Russia's foreign trade"),
        ("175 ¶3", V, "1 England", "exploit the discontent of peasants"),
        ("175 ¶3", V, "1 England", "accentuation of the social crisis"),
        ("173 ¶4", V, "Stalin", "preemptive strike"),
        ("173 ¶4", V, "ruling strata of the major powers", "war of intervention"),
        ("175 ¶3", A, "4 the two views", "Stalin's own conception", "sharply", "British foreign policy"),
        ("175 ¶3", A, "Chicherin", "political realism", "bluntness", "so was his confidence"),
        ("175 ¶2", V, "5 talks", "this moment no hope of making a deal"),
        ("173 ¶2", A, "5 talks", "debts and loans", "This suggests that"),
    ],
    "reports-kept-back": [
        ("22 ¶2", A, "report of the NKID to the Ninth Soviet Congress | 1921-12 (inferred) | 1990", "only then"),
        ("22 ¶2", A, "People's Commissariat for Foreign Affairs", "its report for the year"),
        ("22 ¶2", B, "People's Commissariat", "followed from the current policy"),
        ("175 ¶2", A, "Fourteenth Party Congress | 1925-12 (inferred) | 1991", "Chicherin", "kept secret at the time"),
        ("175 ¶2", A, "not published before"),
        ("175 ¶2", V, "negotiations of France with the USSR", "soon"),
        ("175 ¶2", V, "negotiations of Germany with the USSR", "soon"),
        ("175 ¶2", V, "negotiations of Poland with the USSR", "soon"),
        ("175 ¶2", V, "negotiations of Italy with the USSR", "soon", "possible", "perhaps"),
        ("175 ¶2", V, "not expect deal with England"),
        ("175 ¶2", V, "program of reaching separate bilateral agreements"),
        ("175 ¶2", V, "convinced of the stability of Soviet power", "England excepted"),
        ("175 ¶2", V, "hope", "collapse of the Soviet regime", "earlier"),
        ("175 ¶2", V, "Kronshtadt rebellion", "collapse of the Soviet regime"),
        ("175 ¶2", V, "death of Lenin", "collapse of the Soviet regime"),
    ],
}  # fmt: skip
ITEMS = [pytest.param(name, item, id=f"{name}-{i}") for name, items in DEMANDED.items() for i, item in enumerate(items)]


@pytest.fixture(scope="session")
def book():
    checked = check_folder(ROOT / "data")
    assert checked.book is not None, [str(problem) for problem in checked.problems]
    return checked.book


@pytest.fixture(scope="session")
def answered(book):
    """The rows of a query as mappings from column to text, asked once."""
    kept = {}

    def answer(name):
        if name not in kept:
            found = ask(book, (QUERIES / f"{name}.rq").read_text("utf-8"))
            texts = [["" if value is None else value.value for value in row] for row in found.rows]
            kept[name] = [dict(zip(found.columns, row, strict=True)) for row in texts]
        return kept[name]

    return answer


def line(row):
    """What a reader sees of the row: all but the id of its statement, whose letters may spell any word."""
    return " | ".join(text for column, text in row.items() if column != "statement")


def on_page(rows, page):
    return [row for row in rows if row["page"].endswith(f"p. {page}")]


@pytest.mark.parametrize(("name", "item"), ITEMS)
def test_the_rows_hold_what_the_lecturer_demands(answered, name, item):
    page, voice, *words = item
    said = [line(row) for row in on_page(answered(name), page) if row["voice"] == voice]
    wanted = [word.casefold() for word in words]
    assert any(all(word in text.casefold() for word in wanted) for text in said), "\n".join(said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_query_begins_with_a_question_and_has_rows(path, answered):
    first = path.read_text("utf-8").splitlines()[0]
    assert re.fullmatch(r"# [A-Z].{20,}\?", first)
    assert answered(path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_id_that_a_query_names_is_in_the_graph(path, book):
    bare = re.sub(r"\"[^\"\n]*\"|#[^\n]*", "", path.read_text("utf-8"))
    passages = {s.locator.id for s in book.statements}
    known = set(book.things) | set(book.claims) | passages
    assert set(re.findall(r"\bkg:([a-z0-9-]+)", bare)) <= known


@pytest.mark.parametrize("name", DEMANDED)
def test_every_row_can_be_checked_against_the_text(name, answered, book):
    said = {(sentence(s, book), citation(s.locator, book)) for s in book.statements}
    rows = answered(name)
    assert {(row["sentence"], row["page"]) for row in rows} <= said
    assert {row["voice"] for row in rows} <= {A, B, V}
    assert {row["statement"].rpartition("/")[2] for row in rows} <= {s.id for s in book.statements}
    assert len({line(row) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", DEMANDED)
def test_every_answer_comes_at_once(name, book):
    query = (QUERIES / f"{name}.rq").read_text("utf-8")
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        ask(book, query)
        taken.append(time.perf_counter() - start)
    assert min(taken) < SECONDS


def test_every_question_has_its_query_and_no_query_is_untested():
    asked = {"who-stood-where", "who-supported", "senses", "rejected-claims", "contradictions", "naive"}
    assert set(DEMANDED) | asked <= {path.stem for path in FILES}  # asked: in tests/test_real_data.py
    assert len(DEMANDED) == 24


# what the text does not say, the rows must not say either


def test_krasin_stands_on_neither_side_of_the_debate_on_the_red_army(answered):
    camps = [row for row in answered("red-army-abroad") if row["part"] in ("1 in favour", "2 against")]
    assert len(camps) == 6
    assert not any("Krasin" in line(row) for row in camps)


def test_neither_france_nor_the_united_states_nor_a_further_state_concluded_an_agreement(answered):
    found = [(row["kind"], row["with"]) for row in answered("commercial-agreements")]
    assert {
        "Great Britain", "Germany", "Norway", "Austria", "Italy", "Sweden", "Czechoslovakia"
    } == {name for kind, name in found if kind == "commercial agreement"}  # fmt: skip
    assert {"Estonia", "Latvia", "Lithuania"} == {name for kind, name in found if kind != "commercial agreement"}


def test_no_policy_is_told_of_stalin_nor_of_the_majority_in_1925(answered):
    policy = {row["outlook"] for row in answered("three-outlooks-1925") if row["of_what"] == "3 policy"}
    assert {"NKID's concept of world politics"} == policy


def test_all_links_from_trade_on_push_forward_but_those_on_intervention(answered):
    held = {(row["from"], row["to"]) for row in answered("trade-to-world-revolution") if row["sign"] == "-"}
    assert all(any("intervention" in end for end in link) for link in held)
    assert len(held) == 2


def test_nothing_that_is_ascribed_in_the_thermidor_remark_is_vouched_for(answered):
    remark = [row for row in answered("thermidor-remark") if row["sentence"].startswith("Georgii Chicherin")]
    assert remark
    assert all(row["author_says_so"] == "possible" and row["hedge"] for row in remark)


def test_what_was_feared_hoped_or_asked_is_not_said_to_have_come_true(answered):
    feared = [row for row in answered("fear-of-relief") if "fear" in row["sentence"] and row["came_true"]]
    hoped = [row for row in answered("hoover-bargain") if row["part"] == "4 hope" and row["came_true"]]
    assert len(feared) == 2
    assert len(hoped) == 2
    assert {"these pages do not say so"} == {row["came_true"] for row in feared + hoped}


def test_no_leader_is_said_to_have_meant_the_locarno_alarm_so(answered):
    uses = [row for row in answered("uses-of-the-locarno-alarm") if row["part"].startswith("2")]
    assert {A} == {row["voice"] for row in uses}
    assert not any(name in line(row) for row in uses for name in ("Stalin", "Bukharin", "Zinoviev"))


def test_only_the_report_of_1925_is_said_to_have_been_secret(answered):
    secret = {row["report"] for row in answered("reports-kept-back") if "secret" in line(row)}
    assert {"Chicherin's report to the Fourteenth Party Congress"} == secret
