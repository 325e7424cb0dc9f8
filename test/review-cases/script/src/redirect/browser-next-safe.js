const params = new URLSearchParams(window.location.search)

export function finish () {
  const next = params.get('next')
  if (next) window.location.href = '/account/' + encodeURIComponent(next)
}
