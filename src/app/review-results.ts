export { writeBaseline } from '../crews/review/baseline.ts'
export { noticeOf } from '../crews/review/tell-review.ts'
