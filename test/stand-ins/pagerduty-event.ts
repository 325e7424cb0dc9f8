import { Ajv } from 'ajv'

const text = { type: 'string' }

/** What PagerDuty's published description of its Events API v2 (github.com/PagerDuty/api-schema, events-v2) takes and answers. */
const EVENT = {
  type: 'object',
  required: ['routing_key', 'event_action'],
  properties: {
    routing_key: text,
    event_action: { enum: ['trigger', 'acknowledge', 'resolve'] },
    dedup_key: { ...text, maxLength: 255 },
    client: text,
    client_url: text,
    payload: {
      type: 'object',
      required: ['summary', 'severity', 'source'],
      additionalProperties: false,
      properties: {
        summary: { ...text, maxLength: 1_024 },
        timestamp: text,
        severity: { enum: ['critical', 'warning', 'error', 'info'] },
        source: text,
        component: text,
        group: text,
        class: text,
        custom_details: { type: 'object' },
      },
    },
  },
  additionalProperties: false,
  // The key says which alert is meant, unless a new one is; a new one has to say what it is.
  if: { properties: { event_action: { const: 'trigger' } } },
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
  then: { required: ['payload'] },
  else: { required: ['dedup_key'] },
}
const validate = new Ajv({ strict: false }).compile(EVENT)

/** What is wrong with an event; undefined where PagerDuty would take it. */
export function whyNoEvent(body: unknown): string | undefined {
  return validate(body) ? undefined : JSON.stringify(validate.errors)
}
