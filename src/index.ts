/** All that a user of the library may import. */
export { type InvestigateOptions, investigateIncident } from './app/investigate-incident.ts'
export { openPlatform, type Platform } from './app/open-platform.ts'
export { type AgentResult, type RunAgentOptions, run } from './app/run-agent.ts'
export {
  type Action,
  type Analysis,
  analysisSchema,
  type Hypothesis,
  type Problem,
  type TimelineEntry,
} from './core/analysis.ts'
export type {
  ChildOutcome,
  Engine,
  QueueLimits,
  Run,
  RunHandle,
  RunRecord,
  StartOptions,
  WaitOutcome,
  Workflow,
} from './core/engine.ts'
export type { Citation, EvidenceKind, LogRecord, Series, Span } from './core/evidence.ts'
export { type FaultCode, WatchfloorFault } from './core/fault.ts'
export { FAULTS, type Fault } from './core/fault-taxonomy.ts'
export { type Finding, findingSchema, type SpecialistReport } from './core/finding.ts'
export type { ApprovalRecord, Gate, GateDecision, GateRequest, Verdict } from './core/gate.ts'
export type { Model, ModelAnswer, ModelOutcome, ModelRequest } from './core/model.ts'
export { type Executor, type Operation, operationSchema, type Prepared } from './core/operation.ts'
export type { RunEvent } from './core/run-event.ts'
export type { OpenSource, Source, SourceAddress } from './core/source.ts'
export type { Specialist, SpecialistFindings, SpecialistTask } from './core/specialist.ts'
export type { Tool } from './core/tool.ts'
export { type Agent, agent, type Crew, crew, tool } from './reasoner/agent.ts'
export {
  renderHtml,
  renderJson,
  renderMarkdown,
  renderPostMortem,
  renderStakeholderUpdate,
  renderTerminal,
} from './report/index.ts'
