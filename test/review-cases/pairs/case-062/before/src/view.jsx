import React from 'react'

export default class Markdown extends React.Component {
  render () {
    const { source } = this.props
    return <div dangerouslySetInnerHTML={{ __html: source }} />
  }
}
