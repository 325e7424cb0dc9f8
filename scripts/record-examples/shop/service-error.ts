/** A failure that knows which HTTP status the caller is to get. */
export class ServiceError extends Error {
  readonly status: number

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ServiceError'
    this.status = status
  }
}
