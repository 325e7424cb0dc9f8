export { BASELINE_PATH, writeBaseline } from '../crews/review/baseline.ts'
export { noticeOf } from '../crews/review/tell-review.ts'
