/** Sources of the character sets and pieces that forms of tokens are written with. Whether a vendor writes hex small or in capitals is not relied on. */
export const HEX = '[a-fA-F0-9]'
export const ALNUM = '[A-Za-z0-9]'
export const UPPER = '[A-Z0-9]'
export const WORD = '[A-Za-z0-9_-]'
/** With the padding of base64, as some vendors leave it at the end. */
export const PADDED_WORD = '[A-Za-z0-9_=-]'
export const BASE64 = '[A-Za-z0-9+/]'
export const UUID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`
