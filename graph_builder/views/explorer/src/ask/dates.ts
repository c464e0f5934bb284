// A date in words -> its first and last possible day and how it reads: as date_words.py and dates.py, to the letter (a
// test compares them).  What a curator may write may stand in a question's slot.

type Language = "words" | "julian";

interface Reading {
  begin: readonly [number, number];
  end: readonly [number, number];
  edtf: string;
  precision: string;
  said: string;
  about: boolean;
  perhaps: boolean;
}

export interface Bounds {
  /** YYYY-MM-DD; an end that is open or unknown is that of the calendar. */
  first: string;
  last: string;
  words: string;
}

/** Text that is no date, or more than one; `remedy` is what to write instead. */
export class DateFault extends Error {
  readonly remedy: string;
  constructor(message: string, remedy = "") {
    super(message);
    this.remedy = remedy;
  }
}

const INF = Number.POSITIVE_INFINITY;
const MONTHS = "January February March April May June July August September October November December".split(" ");
const SEASONS = ["spring", "summer", "autumn", "winter"];
const PARTS = ["early", "mid", "late"];
const NAME = new Map<number, string>([
  ...MONTHS.map((name, i) => [1 + i, name] as const),
  ...PARTS.map((name, i) => [37 + i, name] as const),
  ...[21, 25].flatMap((start) => SEASONS.map((name, i) => [start + i, name] as const)),
]);
const MONTHS_OF = new Map<number, readonly [number, number]>([
  ...MONTHS.map((_, i) => [1 + i, [1 + i, 1]] as const),
  [37, [1, 4]],
  [38, [5, 4]],
  [39, [9, 4]],
  ...[21, 25].flatMap((start) => SEASONS.map((_, i) => [start + i, [3 + 3 * i, 3]] as const)),
]);
const CODE = new Map<string, number>([
  ...[...NAME].map(([code, name]) => [name.toLowerCase(), code] as const),
  ...MONTHS.map((name, i) => [name.toLowerCase().slice(0, 3), 1 + i] as const),
  ["sept", 9],
  ["fall", 27],
  ["beginning", 37],
  ["start", 37],
  ["middle", 38],
  ["end", 39],
]);
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const BEHIND: Record<string, readonly ["inferred" | "calendar", string]> = {
  "year inferred": ["inferred", "year"],
  inferred: ["inferred", "all"],
  "old style": ["calendar", "julian"],
  os: ["calendar", "julian"],
};
const UNKNOWN = "an unknown date";

const SPAN = /^(\d{4}) ?([-–/]) ?(\d\d|\d{4})$/;
const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const DECADE = /^(\d{3})(x|0s)$/;
const NAMED = /^(?:(\d\d?) )?([a-z]+)\.?,? (?:of )?(\d{4})$/;
const AMERICAN = /^([a-z]+)\.? (\d\d?),? (\d{4})$/;
const PART = /^(?:(early|mid|late)[ -]|(beginning|start|middle|end) (?:of )?)(.+)$/;
const HEDGE = /^((?:perhaps|possibly|probably) )?((?:about|around|circa|ca?\.?) ?)?(?:the )?(.*)/;
const RANGE = /^(?:from )?(.*?)(?:\/| (?:to|until|[-–]) )(.*)$/;
const LIMIT = /^(between|before|after|since|from|until|to|by|not before|not after) (.+?)(?: and (.+))?$/;

const notADate = (text: string): DateFault => new DateFault(`'${text}' is not a date`);

function readWords(text: string, language: Language): Reading {
  refuseSpan(text);
  const range = RANGE.exec(text);
  if (range) {
    const [begun, ended] = [range[1]!, range[2]!].map((end) => (end === UNKNOWN ? "" : end.trim()));
    return interval(begun!, ended!, language);
  }
  const [, word = "", first = text, second] = LIMIT.exec(text) ?? [];
  if (word === "since" || word === "from") return interval(first, "..", language);
  if (word === "until" || word === "to") return interval("..", first, language);
  const a = stretch(first, language);
  if ((word === "between") !== (second !== undefined)) throw notADate(text);
  return word ? limit(word, a, second === undefined ? a : stretch(second, language)) : a;
}

function checkOrder(a: Reading, b: Reading): void {
  if (b.end[1] < a.begin[0]) throw new DateFault(`${b.said} lies before ${a.said}`);
}

function interval(begun: string, ended: string, language: Language): Reading {
  const [a, b] = [begun, ended].map((end) => (end === "" || end === ".." ? null : stretch(end, language)));
  const [first, last] = [a ?? b, b ?? a];
  if (!first || !last) throw new DateFault(`'${begun}/${ended}' has no date`);
  checkOrder(first, last);
  let said = `${a?.said ?? UNKNOWN} to ${b?.said ?? UNKNOWN}`;
  if (begun === ".." || ended === "..") said = a ? `from ${first.said}` : `until ${last.said}`;
  return {
    begin: a ? a.begin : [-INF, begun ? -INF : last.end[1]],
    end: b ? b.end : [ended ? INF : first.begin[0], INF],
    edtf: "",
    precision: "interval",
    said,
    about: first.about || last.about,
    perhaps: first.perhaps || last.perhaps,
  };
}

function limit(word: string, a: Reading, b: Reading): Reading {
  checkOrder(a, b);
  const lows: Record<string, number> = { after: a.end[1] + 1, between: a.begin[0], "not before": a.begin[0] };
  const highs: Record<string, number> = { before: a.begin[0] - 1, between: b.end[1], after: INF, "not before": INF };
  const [low, high] = [lows[word] ?? -INF, highs[word] ?? a.end[1]];
  return {
    begin: [low, high],
    end: [low, high],
    edtf: "[",
    precision: a.precision,
    said: word === "between" ? `between ${a.said} and ${b.said}` : `${word} ${a.said}`,
    about: a.about || b.about,
    perhaps: a.perhaps || b.perhaps,
  };
}

/** A date without ends of its own, with its marks and hedges. */
function stretch(text: string, language: Language): Reading {
  const mark = /[?~%]$/.exec(text)?.[0] ?? "";
  const bareText = text.slice(0, text.length - mark.length).trimEnd();
  const [, doubt, hedge, body = ""] = HEDGE.exec(bareText) ?? [];
  const about = Boolean(hedge) || mark === "~" || mark === "%";
  const perhaps = Boolean(doubt) || mark === "?" || mark === "%";
  const made = bare(body, language);
  return { ...made, said: (perhaps ? "perhaps " : "") + (about ? "about " : "") + made.said, about, perhaps };
}

function bare(text: string, language: Language): Reading {
  const part = PART.exec(text);
  if (part)
    return third(CODE.get((part[1] || part[2])!)! - 37, bare(part[3]!.replace(/^the /, ""), language), language);
  const tens = DECADE.exec(text);
  if (tens) return decade(tens[1]!, tens[2]!, language);
  refuseSpan(text);
  const iso = ISO.exec(text);
  if (iso) {
    const code = iso[2] ? Number(iso[2]) : null;
    if (code !== null && (code < 1 || code > 12))
      throw new DateFault(`there is no month ${String(code).padStart(2, "0")}`, "months run from 01 to 12");
    return checked(text, iso[1]!, code, iso[3], language);
  }
  const named = NAMED.exec(text);
  if (named) return checked(text, named[3]!, CODE.get(named[2]!) ?? 99, named[1], language);
  const american = AMERICAN.exec(text);
  if (american) return checked(text, american[3]!, CODE.get(american[1]!) ?? 99, american[2], language);
  throw notADate(text);
}

function checked(
  text: string,
  year: string,
  code: number | null,
  day: string | undefined,
  language: Language,
): Reading {
  if ((code ?? 0) > (day ? 12 : 39)) throw notADate(text);
  return namedDate(Number(year), code, day ? Number(day) : null, language);
}

function decade(stem: string, ending: string, language: Language): Reading {
  if (ending === "0s" && stem[2] === "0") {
    const ways = `the decade ${stem}X or the century ${stem}0/${stem.slice(0, 2)}99`;
    throw new DateFault(`'${stem}0s' may mean ${ways}`, `write ${stem}X or ${stem}0/${stem.slice(0, 2)}99`);
  }
  const from = Number(stem) * 10;
  const span = [dayOf(from, 1, 1, language), dayOf(from + 10, 1, 1, language) - 1] as const;
  const said = stem[2] === "0" ? `${stem}X` : `the ${stem}0s`;
  return { begin: span, end: span, edtf: `${stem}X`, precision: "decade", said, about: false, perhaps: false };
}

/** The early, mid or late part of a year, a month or a decade. */
function third(part: number, whole: Reading, language: Language): Reading {
  if (!["year", "month", "decade"].includes(whole.precision))
    throw new DateFault(`'${PARTS[part]}' stands only before a year, a month or a decade`, "leave it out");
  const year = Number(whole.edtf.slice(0, 4).replaceAll("X", "0"));
  if (whole.precision === "year") return namedDate(year, 37 + part, null, language);
  const month = Number(whole.edtf.slice(5));
  const days = whole.end[1] - whole.begin[0] + 1;
  const [first, last] =
    whole.precision === "month"
      ? [namedDate(year, month, 1 + 10 * part, language), namedDate(year, month, [10, 20, days][part]!, language)]
      : [namedDate(year + 3 * part, null, null, language), namedDate(year + 3 * part + 3, null, null, language)];
  const said =
    whole.precision === "month"
      ? `${PARTS[part]} ${whole.said}`
      : `the ${PARTS[part]} ${whole.said.replace(/^the /, "")}`;
  return { ...limit("between", first, last), precision: "part", said };
}

/** A year, or a month, season or third of it by its EDTF code, or a day of a month. */
function namedDate(year: number, code: number | null, day: number | null, language: Language): Reading {
  let edtf = String(year).padStart(4, "0");
  let said = edtf;
  const [month, count] = code === null ? [1, 12] : MONTHS_OF.get(code)!;
  let precision = "year";
  if (code !== null) {
    edtf = `${edtf}-${String(code).padStart(2, "0")}`;
    said = `${NAME.get(code)} ${said}`;
    precision = code <= 12 ? "month" : code <= 28 ? "season" : "part";
  }
  let low = dayOf(year, month, 1, language);
  let high = dayOf(year, month + count, 1, language) - 1;
  if (day !== null) {
    const days = high - low + 1;
    if (day < 1 || day > days || count > 1)
      throw new DateFault(`there is no ${day} ${said}`, `${said} has ${days} days`);
    low = high = low + day - 1;
    said = `${day} ${said}`;
    precision = "day";
  }
  return { begin: [low, high], end: [low, high], edtf, precision, said, about: false, perhaps: false };
}

/** The ordinal of a day in the calendar of the source; months after December run on into the next year. */
function dayOf(year: number, month: number, day: number, language: Language): number {
  const { floor } = Math;
  const y = year + floor((month - 1) / 12);
  const m = (month - 1) % 12;
  const past = m > 1 ? y : y - 1;
  const leap = floor(past / 4) + (language === "julian" ? -2 : floor(past / 400) - floor(past / 100));
  return 365 * (y - 1) + leap + DAYS_BEFORE[m]! + day;
}

/** Refuses what is a span of years to a historian and a month or season to EDTF. */
function refuseSpan(text: string): void {
  const [, first, sign, last] = SPAN.exec(text) ?? [];
  if (!first || !last || (last.length === 4 && (sign === "/" || text.includes(" ")))) return;
  const number = Number(last);
  const until = (first.slice(0, 2) + last).slice(-4);
  const ways: [string, string][] = until > first ? [["the years", `${first}/${until}`]] : [];
  if (last.length === 2 && number >= 1 && number <= 12) {
    if (!ways.length && text[4] === "-") return;
    ways.push(["the month", `${MONTHS[number - 1]} ${first}`]);
  } else if (last.length === 2 && number >= 21 && number <= 24)
    ways.push(["the season", `${NAME.get(number)} ${first}`]);
  if (!ways.length) return;
  const meanings = ways.map(([kind, way]) => `${kind} ${way}`).join(" or ");
  throw new DateFault(
    `'${text}' may mean ${meanings}`,
    `write ${ways.map(([kind, way]) => `${way} for ${kind}`).join(", or ")}`,
  );
}

const LAST_DAY = 3_652_059; // 9999-12-31
const DAYS_TO_1970 = 719_163;

export function isoDay(ordinal: number): string {
  const date = new Date((ordinal - DAYS_TO_1970) * 86_400_000);
  const pad = (value: number, size: number): string => String(value).padStart(size, "0");
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** The bounds of a date; throws DateFault, and nothing else, whatever the text. */
export function boundsOf(text: string): Bounds {
  const written = text.trim();
  if (!written || [...text].length > 100) throw new DateFault("a date has 1 to 100 characters");
  const strange = [...written].find((sign) => !/^[ -~–\t\u00a0]$/.test(sign));
  if (strange) throw new DateFault(`'${written}' is not a date: none has a '${strange}'`);
  let body = written.toLowerCase().split(/\s+/).join(" ");
  const found = { inferred: "", calendar: "" };
  while (body.endsWith(")")) {
    const cut = body.lastIndexOf("(", body.length - 2);
    const behind = body.slice(cut + 1, -1).trim();
    body = cut < 0 ? "" : body.slice(0, cut).trim();
    const [key, value] = BEHIND[behind.replaceAll(".", "")] ?? [];
    if (!key || value === undefined || (found[key] && found[key] !== value))
      throw new DateFault(
        `'(${behind})' ${key ? "contradicts the other brackets" : "means nothing behind a date"}`,
        "write (year inferred), (inferred) or (Old Style)",
      );
    found[key] = value;
  }
  const { begin, end, said } = readWords(body, found.calendar ? "julian" : "words");
  for (const day of [...begin, ...end])
    if (Number.isFinite(day) && (day < 1 || day > LAST_DAY))
      throw new DateFault(`'${written}' lies outside the years 0001 to 9999`);
  const inferred = { "": "", year: " (year inferred)", all: " (inferred)" }[found.inferred] ?? "";
  return {
    first: isoDay(Number.isFinite(begin[0]) ? begin[0] : 1),
    last: isoDay(Number.isFinite(end[1]) ? end[1] : LAST_DAY),
    words: (said || written).replaceAll("mid ", "mid-") + inferred + (found.calendar ? " (Old Style)" : ""),
  };
}
