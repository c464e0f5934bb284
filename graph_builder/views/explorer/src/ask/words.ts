// The words of SPARQL, and which of several words is most like another one.

/** Those that the editor completes. */
export const WORDS =
  "SELECT ASK CONSTRUCT DESCRIBE WHERE DISTINCT REDUCED FROM NAMED OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES UNDEF EXISTS NOT IN AS PREFIX BASE ORDER BY ASC DESC GROUP HAVING LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE IF CONCAT CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLEN SUBSTR REPLACE REGEX LCASE UCASE ABS ROUND CEIL FLOOR YEAR MONTH DAY isIRI isLiteral isNumeric true false".split(
    " ",
  );

// Source: https://www.w3.org/TR/sparql12-query/#sparqlGrammar
const RARE =
  "a URI BNODE RAND ENCODE_FOR_URI HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 STRLANG STRDT STRLANGDIR LANGDIR hasLANG hasLANGDIR sameTerm sameValue isURI isBLANK isTRIPLE TRIPLE SUBJECT PREDICATE OBJECT SERVICE SILENT LATERAL VERSION".split(
    " ",
  );

const KNOWN = new Set([...WORDS, ...RARE].map((word) => word.toUpperCase()));

export const isWord = (word: string): boolean => KNOWN.has(word.toUpperCase());

/** How many signs have to be put in, left out, replaced or exchanged with their neighbour.  Source: Damerau 1964. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** The word that is most like this one, if one is: a fault in every third letter at most. */
export function near(word: string, others: readonly string[]): string | undefined {
  const small = word.toLowerCase();
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { other: string; far: number } | undefined;
  for (const other of others) {
    if (Math.abs(other.length - word.length) > most) continue;
    const far = distance(small, other.toLowerCase());
    if (far <= most && (!best || far < best.far)) best = { other, far };
  }
  return best?.other;
}
