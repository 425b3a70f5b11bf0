/** HTTP status of each error of the Bedrock Runtime API (service model of 2023-09-30). */
const statuses = {
  ValidationException: 400,
  SerializationException: 400,
  ServiceQuotaExceededException: 400,
  ConflictException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  ModelTimeoutException: 408,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  ThrottlingException: 429,
  ModelNotReadyException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
} as const;

/** Name of an error the service can answer with. */
export type ServiceErrorType = keyof typeof statuses;

/** An error answer of the service: its type decides the HTTP status and the SDK's exception class. */
export class ServiceError extends Error {
  readonly type: ServiceErrorType;
  readonly status: number;
  /** Further members of the error body, for instance `originalStatusCode` of a ModelErrorException. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(type: ServiceErrorType, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = statuses[type];
    this.members = members;
  }
}

/** The error a caller's mistake gets. */
export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
