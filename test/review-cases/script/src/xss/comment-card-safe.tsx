import * as React from 'react'
import DOMPurify from 'dompurify'

interface Props { html: string; author: string }

export function CommentCard({ html, author }: Props) {
  const body = DOMPurify.sanitize(`<em>${author}</em>: ${html}`)
  return <div className="card" dangerouslySetInnerHTML={{ __html: body }} />
}
