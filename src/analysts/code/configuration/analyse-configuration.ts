import type { CodeFinding, ReviewedFile } from '../../../core/review.ts'
import { findingsOf } from './configuration-rule.ts'
import { COMPOSE_RULES } from './containers/compose-rules.ts'
import { KUBERNETES_RULES } from './containers/kubernetes-rules.ts'
import { DOCKERFILE_RULES } from './dockerfile/dockerfile-rules.ts'
import { readDockerfile } from './dockerfile/read-dockerfile.ts'
import { readYaml } from './read-yaml.ts'
import { readStatements } from './sql/read-statements.ts'
import { isMigrationPath, SQL_RULES } from './sql/sql-rules.ts'
import { readHcl } from './terraform/read-hcl.ts'
import { TERRAFORM_RULES } from './terraform/terraform-rules.ts'
import { readWorkflow } from './workflow/read-workflow.ts'
import { WORKFLOW_RULES } from './workflow/workflow-rules.ts'

/** How a kind of file is analysed, by its path. */
interface Kind {
  path: RegExp
  analyse(file: string, text: string): CodeFinding[]
}

/** Larger files are data. Characters. */
const LARGEST = 2_000_000

const KINDS: readonly Kind[] = [
  {
    path: /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:dockerfile|containerfile)$/i,
    analyse: (file, text) => findingsOf(file, readDockerfile(text), DOCKERFILE_RULES),
  },
  {
    path: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/i,
    analyse: analyseWorkflow,
  },
  { path: /\.ya?ml$/i, analyse: analyseManifests },
  { path: /\.tf$/i, analyse: (file, text) => findingsOf(file, readHcl(text), TERRAFORM_RULES) },
  {
    path: /\.sql$/i,
    analyse: (file, text) =>
      findingsOf(file, { statements: readStatements(text), isMigration: isMigrationPath(file) }, SQL_RULES),
  },
]

/**
 * What is wrong in files that set up machines, builds and databases: Dockerfiles, workflows of GitHub Actions, manifests of
 * Kubernetes and Compose, Terraform, SQL. Files of other kinds are passed over; what can not be read says nothing. Never throws.
 */
export function analyseConfiguration(files: readonly ReviewedFile[]): CodeFinding[] {
  return files.flatMap(({ path, text }) => {
    if (text === undefined || text.length > LARGEST) return []
    return KINDS.find((one) => one.path.test(path))?.analyse(path, text) ?? []
  })
}

function analyseWorkflow(file: string, text: string): CodeFinding[] {
  return readYaml(text).flatMap((document) => {
    const workflow = readWorkflow(document)
    return workflow === undefined ? [] : findingsOf(file, workflow, WORKFLOW_RULES)
  })
}

/** What none of its words stand in is neither a Kubernetes object nor a Compose file; templates of Helm are no YAML. */
function analyseManifests(file: string, text: string): CodeFinding[] {
  if (!/^(?:apiVersion|services)\s*:/m.test(text) || /^\s*\{\{/m.test(text)) return []
  return readYaml(text).flatMap((document) => [
    ...findingsOf(file, document, KUBERNETES_RULES),
    ...findingsOf(file, document, COMPOSE_RULES),
  ])
}
