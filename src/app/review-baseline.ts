export { BASELINE_PATH, writeBaseline } from '../crews/review/baseline.ts'
