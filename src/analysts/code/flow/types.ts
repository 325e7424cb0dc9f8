import type { Frame } from './frame.ts'
import type { Machine } from './machine.ts'
import { bitsOf, cleared } from './taint.ts'
import { classNamed, resolveType } from './type-names.ts'
import { isNull, type Value } from './value.ts'

/** Types whose values carry no text that could harm. */
const NUMBERS =
  /^(?:byte|short|int|long|float|double|boolean|bool|Integer|Long|Double|Float|Short|Byte|Boolean|number|bigint|u?int\d*|float\d+|UUID|Literal|Decimal|PositiveInt|NonNegativeInt|timedelta|UUID[1-5]|LocalDate|LocalDateTime|Instant|Date|datetime|date)$/

/** Classes whose objects are all written in the code. */
const ENUMERATIONS = /^(?:enum\.)?(?:Int|Str)?Enum$/

export function isNumberType(type: string): boolean {
  return NUMBERS.test(type)
}

/** The value as one of a declared type: it has the type's name and, where the type is a class of the project, its methods. */
export function instanceOfType(value: Value, type: string, frame: Frame, machine: Machine): Value {
  if (isNumberType(type))
    return value.taints.length === 0 ? value : { ...value, taints: cleared(value.taints, bitsOf('all')) }
  if (value.constant !== undefined && !isNull(value)) return value
  if (value.instance !== undefined || value.function !== undefined) return value
  const of = classNamed(type, frame, machine)
  if (of?.code.supers.some((name) => ENUMERATIONS.test(name)))
    return { ...value, taints: cleared(value.taints, bitsOf('all')) }
  if (of !== undefined) return { ...value, instance: of, name: value.name ?? type }
  return isVague(value.name) ? { ...value, name: resolveType(type, frame) } : value
}

/** A name by which something outside calls what it gave says less than the declared type. */
function isVague(name: string | undefined): boolean {
  return name === undefined || name.endsWith('()') || name.endsWith('[]')
}
