/** What outside systems send, as the server reads it. */
export { alertmanagerWebhookSchema, readAlertmanager } from '../integrations/alertmanager/webhook.ts'
