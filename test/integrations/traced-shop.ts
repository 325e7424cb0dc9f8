import type { TracedSpan } from '../stand-ins/traced-request.ts'

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')

/** A request: checkout is asked, and asks payments, which fails or is slow where that is said. */
export function checkoutTrace(number: number, at: number, slow = 0, failed?: string): TracedSpan[] {
  const traceId = hex(0xabc000 + number, 32)
  const spanId = (place: number) => hex(number * 16 + place + 1, 16)
  const of = (service: string, pod: string) => ({ traceId, namespace: 'shop', service, pod })
  const status = failed === undefined ? { httpStatus: 200 } : { httpStatus: 500, failed }
  const jitter = number % 5
  return [
    {
      ...of('checkout', 'checkout-6d5f8c9b7d-x2x8p'),
      spanId: spanId(0),
      name: 'POST /checkout',
      kind: 'server',
      at,
      duration: 60 + jitter + slow,
      ...status,
    },
    {
      ...of('checkout', 'checkout-6d5f8c9b7d-x2x8p'),
      spanId: spanId(1),
      parentId: spanId(0),
      name: 'POST payments',
      kind: 'client',
      at: at + 5,
      duration: 45 + jitter + slow,
    },
    {
      ...of('payments', 'payments-7c9d8b6f5-k2m4n'),
      spanId: spanId(2),
      parentId: spanId(1),
      name: 'POST /charge',
      kind: 'server',
      at: at + 6,
      duration: 40 + jitter + slow,
      ...status,
    },
  ]
}

/** `count` requests evenly over a time. */
export function requests(
  count: number,
  from: number,
  to: number,
  make: (number: number, at: number) => TracedSpan[],
  first = 0,
): TracedSpan[] {
  return Array.from({ length: count }, (_, place) =>
    make(first + place, from + Math.floor(((to - from) * (place + 0.5)) / count)),
  ).flat()
}
