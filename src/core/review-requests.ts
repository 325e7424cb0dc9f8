/** A commit of a pull request that somebody wants to have reviewed. */
export interface ReviewRequest {
  /** `owner/name` */
  repository: string
  number: number
  headSha: string
  /** Names the message that asked for it; whoever sends the same message again may give it another name. */
  delivery: string
}

/** Takes requests for reviews. */
export interface ReviewRequests {
  /**
   * Resolves once the request is kept, so that the review happens even if the process dies. The same commit of the same pull request is one review, however often it
   * is asked for. Rejects where it could not be kept: then the sender asks again.
   */
  take(request: ReviewRequest): Promise<void>
}
