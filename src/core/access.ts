/** Who may do what over the network; each may what those before it may. */
export const ROLES = ['viewer', 'operator', 'approver', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Whoever asks: a person, or a system with a token of its own. */
export interface Actor {
  name: string
  role: Role
}

export interface TokenRecord extends Actor {
  id: string
  /** Milliseconds since the epoch. */
  createdAt: number
}

/** Tokens are kept as hashes only; whoever reads the store cannot use one. */
export interface Tokens {
  /** The token itself is given once. */
  create(name: string, role: Role): Promise<{ id: string; token: string }>
  find(token: string): Promise<Actor | undefined>
  list(): Promise<TokenRecord[]>
  revoke(id: string): Promise<boolean>
}

/** Sessions of browsers, each opened with a token and gone with it. */
export interface Sessions {
  /** Undefined for a token that is not known. `expiresAt` is milliseconds since the epoch. */
  open(token: string): Promise<{ secret: string; csrf: string; expiresAt: number } | undefined>
  find(secret: string): Promise<{ actor: Actor; csrf: string } | undefined>
  end(secret: string): Promise<void>
}

export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}
