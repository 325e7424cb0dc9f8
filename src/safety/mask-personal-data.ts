import { expressionRule, type MaskRule } from './mask-rule.ts'

/** Sum of digits with every second one doubled (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** Ranges of the payment networks; without them one number in ten would pass for a card. */
const CARD_RANGE =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14})$/

function isPaymentCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '')
  return CARD_RANGE.test(digits) && passesLuhn(digits)
}

/** Remainder 1 modulo 97 (ISO 13616, ISO/IEC 7064). */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '')
  if (compact.length < 15 || compact.length > 34) return false
  const digits = `${compact.slice(4)}${compact.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}

/** What has an @ and is no address: systemd units, version tags, remotes of a version control system. */
const NOT_AN_ADDRESS = /^(?:git|hg|svn)@|\.(?:service|socket|timer|mount|target|slice|scope|device|swap|path)$/i

function isPhoneNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length
  return digits >= 8 && digits <= 15
}

/** A number behind the name of a field that holds one. */
export const announcedPhone: MaskRule = expressionRule(
  'phone',
  /(?:phone|mobile|msisdn|telephone)(?:[_-]?(?:number|no|nr))?\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?(?<secret>[+(]?[0-9](?:[ ()./-]{0,2}[0-9]){6,16})/dgi,
  isPhoneNumber,
)

/** Mail addresses, phone numbers, bank accounts and payment cards. Network addresses stay: they are needed to debug. */
export const PERSONAL_DATA_RULES: readonly MaskRule[] = [
  expressionRule(
    'email',
    /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9])/dg,
    (value) => !NOT_AN_ADDRESS.test(value),
  ),
  expressionRule(
    'iban',
    /(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])/dg,
    isIban,
  ),
  expressionRule(
    'card',
    // Not a fraction, not the sample of a metric, not the value of an id.
    /(?<![\w.}-]|\} |id["']{0,2}[=:] ?["']?)[2-6][0-9]{3}(?:[ -]?[0-9]{4,6}){2}(?:[ -]?[0-9]{1,5})?(?![\w-]|\.[0-9])/dgi,
    isPaymentCard,
  ),
  expressionRule('phone', /(?<![\w+.:-])\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}(?![\w.:-])/dg, isPhoneNumber),
  expressionRule('phone', /(?<![\w.+-])(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}-)[0-9]{3}-[0-9]{4}(?![\w.-])/dg),
  announcedPhone,
]
