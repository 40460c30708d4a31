/** An AWS service: its operations as functions, typed by its SDK client and answered in any protocol it may speak. */
import type { StaticOperationSchema } from '@smithy/types';
import { faultOf, unmodelled } from './fault';
import { problems, refusal } from './input';
import { protocolsOf, wireOf, type Protocol, type Request, type Response, type Settings } from './protocols';
import type { Weather } from './weather';
import { troubleOf } from './weather-faults';

export type { Request, Response } from './protocols';

/**
 * The behaviour of a service: one function for each `XCommand` of its client module that is simulated.
 * A function gets an input whose required members are there, and throws the client's own exceptions.
 * It may return nothing where the operation's output has no members.
 */
export type Operations<Sdk> = {
  [Name in keyof Sdk as Name extends `${infer Operation}Command` ? Operation : never]?: Sdk[Name] extends CommandClass<
    infer Input,
    infer Output
  >
    ? (input: Checked<Input>) => Answer<Output> | Promise<Answer<Output>>
    : never;
};

type CommandClass<Input, Output> = new (...args: never[]) => {
  readonly input: Input;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: Output }>;
};

type Answer<Output> = keyof Output extends '$metadata' ? void | Omit<Output, '$metadata'> : Omit<Output, '$metadata'>;

/**
 * The SDK writes a required member as `name: T | undefined`; behind the wire it is there, and so are those within.
 * Maps are left as they are: free-form documents are maps of themselves, without end.
 */
type Checked<T> = T extends Date | Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? number extends T['length']
      ? Checked<Item>[]
      : T
    : T extends object
      ? string extends keyof T
        ? T
        : { [K in keyof T]: Partial<Pick<T, K>> extends Pick<T, K> ? Checked<T[K]> : Checked<NonNullable<T[K]>> }
      : T;

export interface Service {
  /** The last part of the service's namespace, such as `ecs` or `applicationautoscaling`. */
  readonly name: string;
  /**
   * The answer to a request; undefined when the request is meant for another service. Never rejects: whatever fails
   * is told in the answer. A synchronous operation has run, and its answer is written, when this returns.
   */
  handle(request: Request): Promise<Response> | undefined;
}

/**
 * Makes a service of its operations.
 * @param sdk the client module, which has the schema of every operation and exception
 * @param client any client of that module: it knows how the service is addressed, and is never sent with
 * @param options.requestId gives each answer its id, in `x-amzn-requestid` and in XML
 * @param options.weather what goes wrong on the way to the service; nothing does, if not told
 */
export function service<Sdk extends object>(
  sdk: Sdk,
  client: { config: { protocolSettings?: unknown } },
  operations: NoInfer<Operations<Sdk>>,
  options: { requestId: () => string; weather?: Weather },
): Service {
  const settings = client.config.protocolSettings as Settings;
  const protocols = protocolsOf(settings);
  const name = settings.defaultNamespace.split('.').at(-1)!;

  async function answer(protocol: Protocol, operation: string, request: Request): Promise<Response> {
    const requestId = options.requestId();
    const schema = operationSchema(sdk, operation);
    const act = schema && (operations as Record<string, ((input: unknown) => unknown) | undefined>)[operation];
    if (!schema || !act) {
      const fault = unmodelled('UnknownOperationException', 400, `${operation} is not simulated.`, 'InvalidAction');
      return protocol.fault(fault, requestId);
    }
    let input: unknown;
    try {
      input = protocol.input(schema, request);
    } catch (error) {
      const message = `Expected the input of ${operation}, found a body that cannot be read: ${String(error)}`;
      return protocol.fault(unmodelled('SerializationException', 400, message), requestId);
    }
    try {
      const refused = refusal(problems(schema[4], input), sdk);
      if (refused) return protocol.fault(refused, requestId);
      const output = act(input);
      // No await without need: the answer shows the state of the moment in which it was asked for.
      return protocol.output(schema, output instanceof Promise ? await output : output, requestId);
    } catch (error) {
      return protocol.fault(faultOf(error, sdk, settings.defaultNamespace, operation), requestId);
    }
  }

  return {
    name,
    handle(request) {
      const wire = wireOf(request);
      const operation = wire && protocols[wire].operation(request);
      if (!wire || operation === undefined) return undefined;
      const protocol = protocols[wire];
      // Weather is kept by operation: names that requests make up are none.
      if (!options.weather || !operationSchema(sdk, operation)) return answer(protocol, operation, request);
      return options.weather.meet(
        { service: name, operation, request },
        () => answer(protocol, operation, request),
        (trouble) => protocol.fault(troubleOf(trouble, sdk, wire), options.requestId()),
      );
    },
  };
}

/** The schema of an operation; undefined for names the client does not have, whatever a request may say. */
function operationSchema(sdk: object, name: string): StaticOperationSchema | undefined {
  const schema = (sdk as Record<string, unknown>)[`${name}$`];
  return Array.isArray(schema) && schema[0] === 9 ? (schema as StaticOperationSchema) : undefined;
}
