/** All that a user of the library may import. */
export { type InvestigateOptions, investigateIncident } from './app/investigate-incident.ts'
export { openBus } from './app/open-bus.ts'
export { openPlatform, type Platform } from './app/open-platform.ts'
export { type AgentResult, type RunAgentOptions, run } from './app/run-agent.ts'
export { type RunMemberOptions, runMember } from './app/run-member.ts'
export { type TraceOptions, type Tracing, traceRuns } from './app/trace-runs.ts'
export { busMember, serveMember } from './bus/bus-member.ts'
export { folderMember } from './bus/folder/folder-member.ts'
export { type Manifest, manifestFolder, manifestSchema } from './bus/folder/manifest-folder.ts'
export { answerRequests } from './bus/request.ts'
export {
  type Action,
  type Analysis,
  analysisSchema,
  type Hypothesis,
  type Problem,
  type TimelineEntry,
} from './core/analysis.ts'
export type { Bus, RequestOutcome, Subscription } from './core/bus.ts'
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
export type {
  Assignment,
  Contribution,
  Gap,
  GivenContribution,
  Member,
  Part,
  Recommendation,
} from './core/member.ts'
export { type Message, messageSchema } from './core/message.ts'
export type { Model, ModelAnswer, ModelOutcome, ModelRequest } from './core/model.ts'
export { type Executor, type Operation, operationSchema, type Prepared } from './core/operation.ts'
export { type Plan, type PlanProblem, type PlanStep, planSchema } from './core/plan.ts'
export type { RunEvent } from './core/run-event.ts'
export type { OpenSource, Source, SourceAddress } from './core/source.ts'
export type { Specialist, SpecialistFindings, SpecialistTask } from './core/specialist.ts'
export type { Tool } from './core/tool.ts'
export { deriveFinding } from './fusion/derive-finding.ts'
export { CONSENSUS, type ConflictRule, type Decision, resolveConflict, type Vote } from './fusion/resolve-conflict.ts'
export { checkPlan } from './patterns/check-plan.ts'
export { waitForPerson } from './patterns/conclude.ts'
export { type Coordination, coordinate } from './patterns/coordinate.ts'
export { type DebateRecord, debate } from './patterns/debate.ts'
export { hierarchy, type TeamRecord, team } from './patterns/hierarchy.ts'
export { analyst, reasoningMember } from './patterns/members.ts'
export { type MeshRecord, mesh, meshTopic } from './patterns/mesh.ts'
export { type PipelineRecord, pipeline } from './patterns/pipeline.ts'
export { createPool, type Pool, type PoolAgent, pooledMember } from './patterns/pool.ts'
export { remembering } from './patterns/remember.ts'
export { type Agent, agent, type Crew, crew, tool } from './reasoner/agent.ts'
export {
  renderHtml,
  renderJson,
  renderMarkdown,
  renderPostMortem,
  renderStakeholderUpdate,
  renderTerminal,
} from './report/index.ts'
