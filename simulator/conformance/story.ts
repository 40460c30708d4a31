/** A story of calls: told once with the SDK for JavaScript, written down with its inputs and answers, and asked again by others. */
import type * as scaling from '@aws-sdk/client-application-auto-scaling';
import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as elb from '@aws-sdk/client-elastic-load-balancing-v2';

export interface Sdks {
  ecs: typeof ecs;
  elbv2: typeof elb;
  cloudwatch: typeof cloudwatch;
  autoscaling: typeof autoscaling;
  'application-autoscaling': typeof scaling;
}
export type ServiceName = keyof Sdks;

type OperationOf<Sdk> = { [K in keyof Sdk]: K extends `${infer Name}Command` ? Name : never }[keyof Sdk];
type CommandOf<Sdk, Name extends string> = `${Name}Command` extends infer K extends keyof Sdk
  ? Sdk[K] extends abstract new (...given: never[]) => infer Command
    ? Command
    : never
  : never;
type InputOf<Command> = Command extends { readonly input: infer Input } ? Input : never;
type OutputOf<Command> = Command extends {
  resolveMiddleware(...given: never[]): (...given: never[]) => Promise<{ output: infer Output }>;
}
  ? Required<Output>
  : never;

/** Asks one service, as the SDK's own commands have it. */
export type Ask<Service extends ServiceName> = <Name extends OperationOf<Sdks[Service]> & string>(
  operation: Name,
  input: InputOf<CommandOf<Sdks[Service], Name>>,
) => Promise<OutputOf<CommandOf<Sdks[Service], Name>>>;

/** What a story is told with. */
export interface Teller {
  to: <Service extends ServiceName>(service: Service) => Ask<Service>;
  /** Lets so many seconds of the lab pass. */
  pass: (seconds: number) => Promise<void>;
  /** The moment so many seconds after the lab's start; before it, if negative. */
  at: (seconds: number) => Date;
}

/** One call, as it can be asked again at a lab of the same seed that has heard all calls before it. */
export interface Call {
  service: ServiceName;
  operation: string;
  input: Record<string, unknown>;
}
/** A part of a story: a call, or lab seconds that pass. */
export type Part = Call | { pass: number };

/** Reading changes nothing (a property of the simulator's), so that reads in a row have no order. */
const isRead = (part: object): boolean =>
  'operation' in part && typeof part.operation === 'string' && /^(Describe|List|Get)/.test(part.operation);

/** Each by itself, but for reads in a row: those may be asked side by side. */
export function inTurns<T extends object>(parts: readonly T[]): T[][] {
  const turns: T[][] = [];
  for (const part of parts) {
    const last = turns.at(-1);
    if (last && isRead(part) && isRead(last[0]!)) last.push(part);
    else turns.push([part]);
  }
  return turns;
}
