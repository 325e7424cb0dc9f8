/** No value is longer than this where only its character is judged. */
const JUDGED = 400

/** Shannon entropy (1948) of the first 400 characters, in bits a character; 0 for an empty text. */
export function entropyOf(value: string): number {
  const judged = value.slice(0, JUDGED)
  const counts = new Map<string, number>()
  for (const character of judged) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / judged.length) * Math.log2(count / judged.length)
  return bits
}

/** The pairs of letters that make up nine tenths of English text and of the words that code is written in. */
const COMMON_PAIRS: ReadonlySet<string> = new Set(
  `th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se le sa si ar ve ra ld ur
   ro ri io ic ll be ne ma om ce me co ta ec ch el la li us ct ho di ee so ac em ss no ot wi tr fo ca pe mo na wa lo ai
   un ie sh po pl ol ge ul id ad pr tu mi op su ke ay ow ev im ir ab ig pa ns am av ag ut ck if do ef ry ty ly ey ex iv
   ov ap sp cl cr bl br gr fi fr dr ff tt pp oo qu ue ui up ub um og ok oc os ep ip gi go ga va vi vo bo ba bi bu by da
   wo wh we rs rt rd rm rn ls lt nc nk nu my mp mb sc sk sw ts tw yp rv ki il od eq ua
   oa au ub ug xt ks gn rg ue ye ya yo ju je jo ja za ze zi eb ef eg ek og oh aw ax ah af ix ib ik ux uf ds dy gl hr ht hu
   kn lp nn ps pt py sy tm wn ox xe xi xp ms bs ft dd gg mm gr wi fu aj rl ld rf`
    .split(/\s+/)
    .filter((pair) => pair !== ''),
)
const WORD_LIKE = /[A-Z]?[a-z]{2,}|[A-Z]{3,}/g

/** Share of a value that reads like words, 0 to 1: runs of letters whose pairs are common ones. */
export function wordShare(value: string): number {
  const judged = value.slice(0, JUDGED)
  let letters = 0
  for (const [run] of judged.matchAll(WORD_LIKE)) {
    const share = commonShare(run.toLowerCase())
    if (run.length >= 4 ? share >= 0.75 : run.length === 3 && share === 1) letters += run.length
  }
  return judged.length === 0 ? 0 : letters / judged.length
}

function commonShare(run: string): number {
  let common = 0
  for (let at = 1; at < run.length; at++) if (COMMON_PAIRS.has(run.slice(at - 1, at + 1))) common++
  return common / (run.length - 1)
}

/** Whether the characters mostly count up, down, or stand still: `12345678`, `abcdefgh`, `aaaabbbb`. */
export function isSequential(value: string): boolean {
  if (value.length < 6) return false
  let steps = 0
  const judged = value.slice(0, JUDGED).toLowerCase()
  for (let at = 1; at < judged.length; at++) {
    const step = judged.charCodeAt(at) - judged.charCodeAt(at - 1)
    if (Math.abs(step) <= 1) steps++
  }
  return steps / (judged.length - 1) > 0.55
}

/** Whether the value is one piece again and again, or made of very few characters. */
export function isRepetitive(value: string): boolean {
  const judged = value.slice(0, JUDGED)
  if (judged.length < 8) return false
  if (new Set(judged).size <= Math.min(5, judged.length / 4)) return true
  for (let period = 1; period <= judged.length / 3; period++)
    if (judged.startsWith(judged.slice(period)) && judged.length >= period * 3) return true
  return false
}

/** How many times the kind of character (small, capital, digit, other) changes, for each pair of neighbours, 0 to 1. */
export function changeShare(value: string): number {
  const judged = value.slice(0, JUDGED)
  let changes = 0
  for (let at = 1; at < judged.length; at++)
    if (kindOf(judged.charCodeAt(at)) !== kindOf(judged.charCodeAt(at - 1))) changes++
  return judged.length < 2 ? 0 : changes / (judged.length - 1)
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 0
  if (code >= 65 && code <= 90) return 1
  return code >= 48 && code <= 57 ? 2 : 3
}
