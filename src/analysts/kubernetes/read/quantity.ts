const UNITS: Record<string, number> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
}

/** A Kubernetes quantity (`250m`, `1Gi`) as a plain number; undefined where it is none. */
export function quantity(text: unknown): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(String(text ?? ''))
  if (!match) return undefined
  const unit = match[2] === '' ? 1 : UNITS[match[2] ?? '']
  return unit === undefined ? undefined : Number(match[1]) * unit
}
