// What the many spellings of a word have in common: of Russian names above all, in whatever transliteration or in
// Cyrillic.

const CARONS: Record<string, string> = { č: "ch", š: "sh", ž: "zh" };

/** Letters that Unicode does not take apart, and Cyrillic as the Library of Congress writes it. */
const LETTERS: Record<string, string> = {
  ...{ ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" },
  ...{ а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", є: "e", ж: "zh", з: "z", и: "i", і: "i", к: "k" },
  ...{ л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch" },
  ...{ ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "iu", я: "ia" },
};

/** Spellings of one sound, from first to last. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/tsch|tch|tsh/g, "ch"],
  [/shch|sch/g, "sh"],
  [/tz|cz/g, "ts"],
  [/kh/g, "h"],
  [/x/g, "ks"],
  [/ck|c(?=[aou])/g, "k"],
  [/ph/g, "f"],
  [/w/g, "v"],
  [/[yj]/g, "i"],
  [/i([eoua])/g, "$1"],
  [/(.)\1+/g, "$1"],
];

/** Sounds that writers of different languages take for each other. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/ou|oo/g, "u"],
  [/ts?ch|ch|tsh|shch|sch|sh|zh|dz|t[sz]|cz|z|c(?![kaou])/g, "s"],
  [/kh|g/g, "h"],
  [/x/g, "ks"],
  [/c/g, "k"],
  [/ph|[vw]/g, "f"],
  [/d/g, "t"],
  [/[yjie]+/g, "i"],
  [/(.)\1+/g, "$1"],
];

/** Text in small letters, without accents and apostrophes. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}'’‘ʹʼ`]/gu, "")
    .toLowerCase();
}

function latin(word: string): string {
  const small = word.normalize("NFC").toLowerCase();
  const text = plain(small.replace(/[čšž]/g, (sign) => CARONS[sign]!));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII
  return text.replace(/[^\x00-\x7f]/g, (sign) => LETTERS[sign] ?? sign);
}

const changed = (word: string, by: readonly (readonly [RegExp, string])[]): string =>
  by.reduce((text, [pattern, other]) => text.replace(pattern, other), latin(word));

/** A word as its many spellings have it in common: Trotzky and Trotskii, Tchitcherin and Chicherin. */
export const folded = (word: string): string => changed(word, SPELLINGS);

/** A word as it roughly sounds: Cicerin and Chicherin, Kronstad and Kronshtadt. */
export const rough = (word: string): string => changed(word, ALIKE);

export const words = (text: string): string[] =>
  text
    .replace(/['’‘ʹʼ`]/g, "")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
