import * as React from 'react'

interface Props { html: string; author: string }

export function CommentCard({ html, author }: Props) {
  const body = `<em>${author}</em>: ${html}`
  return <div className="card" dangerouslySetInnerHTML={{ __html: body }} />
}
