/** An alert as it came in, whoever sent it. Times are milliseconds since the epoch. */
export interface IncomingAlert {
  /** The same for every telling of one alert, as its sender has it; not empty. */
  fingerprint: string
  status: 'firing' | 'resolved'
  name: string
  severity?: string
  labels: Record<string, string>
  annotations: Record<string, string>
  startsAt: number
  endsAt?: number
  /** When the sender said so, where it says that: what was said before the end is late, however late it comes. */
  toldAt?: number
  /** What the sender groups it with. */
  group?: string
}

export interface KeptAlert extends IncomingAlert {
  id: string
  source: string
  receivedAt: number
  incident?: string
}

export interface Incident {
  id: string
  status: 'open' | 'closed'
  title: string
  severity?: string
  openedAt: number
  closedAt?: number
  /** The run that investigates it, once it has begun. */
  run?: string
  /** How many alerts belong to it. */
  alerts: number
}

/** Alerts as they come in, and the incidents that they are grouped into. */
export interface Intake {
  /**
   * Resolves when all are kept, with how many changed anything. An alert that fires already is not kept twice; one that is resolved ends all tellings of
   * it that began by then, and may fire anew: from another beginning at once, from the same one a minute later (before that it is a late telling). An
   * alert begins when it is kept, at the latest.
   */
  keep(source: string, alerts: readonly IncomingAlert[]): Promise<number>
  /** Those that belong to no incident yet, in the order in which they came. */
  ungrouped(limit: number): Promise<KeptAlert[]>
  /** Opens the incident if it is new, else says how it is called and how bad it is now, and puts the alerts into it; all or nothing. */
  assign(incident: Pick<Incident, 'id' | 'title' | 'severity' | 'openedAt'>, alerts: readonly string[]): Promise<void>
  /** Open incidents that nobody investigates yet: the worst first, then the oldest. */
  unbegun(limit: number): Promise<Incident[]>
  begun(incident: string, run: string): Promise<void>
  /** Closes the open incidents all of whose alerts are resolved, and gives them. */
  closeResolved(): Promise<Incident[]>
  /** Newest first; with a text, those whose id, title or severity has all of its words. */
  incidents(filter?: { status?: Incident['status']; text?: string; limit?: number }): Promise<Incident[]>
  incident(id: string): Promise<Incident | undefined>
  /** The first so many, in the order in which they began; all where not given. */
  alertsOf(incident: string, limit?: number): Promise<KeptAlert[]>
  /** Deletes incidents that closed before that, with their alerts. Gives how many. Milliseconds since the epoch. */
  prune(olderThan: number): Promise<number>
  /** One process at a time: `renewed` where nobody else had it since, `taken` where somebody may have. */
  lease(name: string, owner: string, milliseconds: number): Promise<'renewed' | 'taken' | 'no'>
}
