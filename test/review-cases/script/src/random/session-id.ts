export class Sessions {
  private readonly open = new Map<string, object>()

  create(data: object): string {
    const sessionId = `${Date.now()}-${Math.floor(Math.random() * 1e9)}`
    this.open.set(sessionId, data)
    return sessionId
  }
}
