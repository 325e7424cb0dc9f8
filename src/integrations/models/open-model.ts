import type { LanguageModelV4 } from '@ai-sdk/provider'
import { WatchfloorFault } from '../../core/fault.ts'
import { MODEL_TIERS, type Model, type ModelTier } from '../../core/model.ts'
import { own } from '../../core/own.ts'
import { collectingFetch } from './collecting-fetch.ts'
import { providerModel } from './provider-model.ts'

/** What a tier means where nothing else is configured; `haiku`, `sonnet` and `opus` are other words for them. */
const TIERS: Readonly<Record<ModelTier, string>> = {
  fast: 'anthropic:claude-haiku-5-5',
  balanced: 'anthropic:claude-sonnet-5-5',
  deep: 'anthropic:claude-opus-5-5',
}
const ALIASES: Readonly<Record<string, ModelTier>> = { haiku: 'fast', sonnet: 'balanced', opus: 'deep' }

type OpenProvider = (model: string, environment: NodeJS.ProcessEnv) => Promise<LanguageModelV4>

const PROVIDERS: Readonly<Record<string, OpenProvider>> = {
  async anthropic(model, environment) {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    return createAnthropic({
      fetch: collectingFetch,
      apiKey: keyOf(environment, 'ANTHROPIC_API_KEY', 'anthropic'),
      ...baseOf(environment, 'ANTHROPIC_BASE_URL', '/v1'),
    })(model)
  },
  async openai(model, environment) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return createOpenAI({
      fetch: collectingFetch,
      apiKey: keyOf(environment, 'OPENAI_API_KEY', 'openai'),
      ...baseOf(environment, 'OPENAI_BASE_URL'),
    })(model)
  },
  async google(model, environment) {
    const { createGoogle } = await import('@ai-sdk/google')
    return createGoogle({
      fetch: collectingFetch,
      apiKey: keyOf(environment, 'GEMINI_API_KEY', 'google'),
      ...baseOf(environment, 'GEMINI_BASE_URL'),
    })(model)
  },
  /** With a key for Bedrock, or with AWS credentials. */
  async bedrock(model, environment) {
    const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock')
    const {
      AWS_BEARER_TOKEN_BEDROCK: apiKey,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SESSION_TOKEN: sessionToken,
    } = environment
    return createAmazonBedrock({
      fetch: collectingFetch,
      region: keyOf(environment, 'AWS_REGION', 'bedrock'),
      ...(apiKey
        ? { apiKey }
        : {
            accessKeyId: keyOf(environment, 'AWS_ACCESS_KEY_ID', 'bedrock'),
            secretAccessKey: keyOf(environment, 'AWS_SECRET_ACCESS_KEY', 'bedrock'),
            ...(accessKeyId && sessionToken && { sessionToken }),
          }),
      ...baseOf(environment, 'BEDROCK_BASE_URL'),
    })(model)
  },
  /** Ollama, vLLM and whatever else speaks OpenAI's chat completions; no key is needed. */
  async compatible(model, environment) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    const baseURL = environment.WATCHFLOOR_COMPATIBLE_BASE_URL || 'http://127.0.0.1:11434/v1'
    const apiKey = environment.WATCHFLOOR_COMPATIBLE_API_KEY
    return createOpenAICompatible({
      fetch: collectingFetch,
      name: 'compatible',
      baseURL,
      includeUsage: true,
      ...(apiKey && { apiKey }),
    })(model)
  },
}

/** `provider:model`, in full, for what a person or a configuration named: a tier, another word for one, or the model itself. */
export function modelName(name: string, environment: NodeJS.ProcessEnv): string {
  const tier = own(ALIASES, name) ?? MODEL_TIERS.find((one) => one === name)
  if (tier !== undefined) return environment[`WATCHFLOOR_MODEL_${tier.toUpperCase()}`] || TIERS[tier]
  return name
}

/** Opens a model by name. Throws a fault `usage` for a name that is none, and where its key is missing. */
export async function openModel(name: string, environment: NodeJS.ProcessEnv): Promise<Model> {
  const full = modelName(name, environment)
  const [, provider = '', model = ''] = /^([a-z]+):(\S+)$/.exec(full) ?? []
  const open = own(PROVIDERS, provider)
  if (!open || model === '')
    throw new WatchfloorFault('usage', `--model: "${name}" is no model.`, {
      hint: `Such as anthropic:claude-sonnet-5-5, ${MODEL_TIERS.join(', ')} or none; providers: ${Object.keys(PROVIDERS).join(', ')}.`,
    })
  return providerModel(full, await open(model, environment))
}

function keyOf(environment: NodeJS.ProcessEnv, variable: string, provider: string): string {
  const key = environment[variable]
  if (key) return key
  throw new WatchfloorFault('usage', `--model: ${provider} needs a key, and ${variable} is not set.`, {
    hint: `Set ${variable}, or use --model none: it needs no key.`,
  })
}

/** An address is given as the provider's own tools take it: theirs may leave the version out. */
function baseOf(environment: NodeJS.ProcessEnv, variable: string, version = ''): { baseURL?: string } {
  const base = environment[variable]?.replace(/\/+$/, '')
  return base ? { baseURL: version !== '' && !base.endsWith(version) ? `${base}${version}` : base } : {}
}
