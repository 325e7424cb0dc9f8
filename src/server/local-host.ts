/** Names under which this machine is asked by itself, in a `Host` header. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

export function isLocalHost(host: string | undefined): boolean {
  return LOCAL_HOST.test(host ?? '')
}
