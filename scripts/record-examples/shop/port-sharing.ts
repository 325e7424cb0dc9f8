/** Whether two processes may listen on one port, so that a new version can take over without a gap. Elsewhere the old one stops first. */
export const CAN_SHARE_PORT = process.platform === 'linux'
