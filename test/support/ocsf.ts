import { isObject, type JsonObject, type JsonValue } from '../../src/domain/json.ts';

/** What a part of an event must hold: names of attributes, each with a type, a set of values, or the object that it is. */
interface Shape {
  readonly required: readonly string[];
  /** One of these must be there. */
  readonly oneOf?: readonly string[];
  readonly attributes: Readonly<Record<string, 'string' | 'integer' | 'boolean' | 'timestamp' | 'free' | readonly number[] | Shape>>;
}

const BASE = ['activity_id', 'category_uid', 'class_uid', 'metadata', 'severity_id', 'time', 'type_uid'] as const;

const PRODUCT: Shape = {
  required: ['vendor_name'],
  attributes: { name: 'string', vendor_name: 'string', version: 'string' },
};
const METADATA: Shape = {
  required: ['product', 'version'],
  attributes: {
    version: 'string',
    product: PRODUCT,
    profiles: 'free',
    uid: 'string',
    log_name: 'string',
    sequence: 'integer',
    correlation_uid: 'string',
  },
};
const USER: Shape = {
  required: [],
  oneOf: ['account', 'name', 'uid'],
  attributes: { uid: 'string', name: 'string', credential_uid: 'string', groups: 'free' },
};
const ACTOR: Shape = {
  required: [],
  oneOf: ['process', 'user', 'invoked_by', 'session', 'app_name', 'app_uid'],
  attributes: { app_name: 'string', user: USER, session: { required: [], attributes: { uid: 'string' } } },
};
const SHARED: Shape['attributes'] = {
  category_name: 'string',
  class_name: 'string',
  activity_name: 'string',
  severity_id: [0, 1, 2, 3, 4, 5, 6, 99],
  severity: 'string',
  time: 'timestamp',
  type_uid: 'integer',
  message: 'string',
  metadata: METADATA,
  actor: ACTOR,
  is_alert: 'boolean',
  risk_score: 'integer',
  unmapped: 'free',
};

/** Classes of OCSF 1.6.0 as far as we write them, from the published class and object pages: https://schema.ocsf.io/1.6.0/classes/… */
const CLASSES: Readonly<Record<number, Shape>> = {
  6003: {
    required: [...BASE, 'actor', 'api', 'src_endpoint'],
    attributes: {
      ...SHARED,
      class_uid: [6003],
      category_uid: [6],
      activity_id: [0, 1, 2, 3, 4, 99],
      api: {
        required: ['operation'],
        attributes: {
          operation: 'string',
          service: { required: [], oneOf: ['name', 'uid'], attributes: { name: 'string' } },
          request: { required: ['uid'], attributes: { uid: 'string' } },
        },
      },
      src_endpoint: { required: [], oneOf: ['ip', 'uid', 'name', 'hostname', 'svc_name'], attributes: { uid: 'string', name: 'string' } },
      action_id: [0, 1, 2],
      disposition_id: [...Array(28).keys(), 99],
      disposition: 'string',
      policy: { required: [], attributes: { uid: 'string' } },
    },
  },
  2004: {
    required: [...BASE, 'finding_info'],
    attributes: {
      ...SHARED,
      class_uid: [2004],
      category_uid: [2],
      activity_id: [0, 1, 2, 3, 99],
      status_id: [0, 1, 2, 3, 4, 5, 6, 99],
      status: 'string',
      finding_info: {
        required: ['title', 'uid'],
        attributes: {
          title: 'string',
          uid: 'string',
          created_time: 'timestamp',
          analytic: {
            required: ['type_id'],
            attributes: { type_id: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99], type: 'string', uid: 'string' },
          },
        },
      },
    },
  },
};

/** Where an event departs from its class. */
export function ocsfProblems(event: JsonObject): readonly string[] {
  const { class_uid, activity_id, type_uid, activity_name } = event;
  const shape = typeof class_uid === 'number' ? CLASSES[class_uid] : undefined;
  if (!shape) return [`no such class: ${String(class_uid)}`];
  return [
    ...problemsOf(event, shape, ''),
    ...(type_uid === Number(class_uid) * 100 + Number(activity_id) ? [] : ['type_uid is not class_uid * 100 + activity_id']),
    ...(activity_id === 99 && typeof activity_name !== 'string' ? ['an activity of its own has no name'] : []),
  ];
}

function problemsOf(value: JsonObject, { required, oneOf, attributes }: Shape, path: string): readonly string[] {
  const missing = required.filter((name) => value[name] === undefined).map((name) => `${path}${name} is missing`);
  const none = oneOf && !oneOf.some((name) => value[name] !== undefined) ? [`${path} has none of ${oneOf.join(', ')}`] : [];
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    const expected = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (part === undefined) return [];
    if (expected === undefined) return [`${path}${name} is no attribute here`];
    if (typeof expected === 'object' && 'required' in expected)
      return isObject(part) ? problemsOf(part, expected, `${path}${name}.`) : [`${path}${name} is no object`];
    return isOfType(part, expected) ? [] : [`${path}${name} cannot be ${JSON.stringify(part)}`];
  });
  return [...missing, ...none, ...wrong];
}

function isOfType(value: JsonValue, expected: 'string' | 'integer' | 'boolean' | 'timestamp' | 'free' | readonly number[]): boolean {
  if (expected === 'free') return true;
  if (expected === 'string' || expected === 'boolean') return typeof value === expected;
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return typeof expected === 'string' ? expected === 'integer' || value >= 0 : expected.includes(value);
}
