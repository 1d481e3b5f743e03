namespace Approvals.Web.Problems;

/// <summary>A stable code that a refusal carries, with its HTTP status. <c>docs/api.md</c> says what to do about each.</summary>
public sealed record ProblemCode(string Code, int Status, string Title)
{
    public static readonly ProblemCode InvalidJson = new("invalid_json", 400, "The body is not valid JSON");
    public static readonly ProblemCode UnknownField = new("unknown_field", 400, "The body has a field that is not known here");
    public static readonly ProblemCode InvalidField = new("invalid_field", 400, "A field is missing or not valid");
    public static readonly ProblemCode NumberNotExact = new("number_not_exact", 400, "A number is not exact");
    public static readonly ProblemCode InvalidParameter = new("invalid_parameter", 400, "A query parameter or header is not valid");
    public static readonly ProblemCode BadRequest = new("bad_request", 400, "The request is not valid HTTP");
    public static readonly ProblemCode Unauthenticated = new("unauthenticated", 401, "The credential is missing or not valid");
    public static readonly ProblemCode Forbidden = new("forbidden", 403, "This kind of caller may not do this");
    public static readonly ProblemCode EnvironmentNotAllowed = new("environment_not_allowed", 403, "The key may not name this environment");
    public static readonly ProblemCode CallbackNotAllowed = new("callback_not_allowed", 403, "The key may not name this callback address");
    public static readonly ProblemCode NotAReviewer = new("not_a_reviewer", 403, "You may not review this request");
    public static readonly ProblemCode SelfReview = new("self_review", 403, "Nobody reviews their own request");
    public static readonly ProblemCode NotYetAsked = new("not_yet_asked", 403, "It is not your turn");
    public static readonly ProblemCode StrongerProofNeeded = new("stronger_proof_needed", 403, "It takes a stronger proof of who you are");
    public static readonly ProblemCode NotTheExecutor = new("not_the_executor", 403, "Another one executes this");
    public static readonly ProblemCode NotFound = new("not_found", 404, "There is no such thing");
    public static readonly ProblemCode MethodNotAllowed = new("method_not_allowed", 405, "This address does not take this method");
    public static readonly ProblemCode IdempotencyMismatch = new("idempotency_mismatch", 409, "The key was used for something else");
    public static readonly ProblemCode DigestMismatch = new("digest_mismatch", 409, "The digest is of something else");
    public static readonly ProblemCode AlreadyReviewed = new("already_reviewed", 409, "You gave the other verdict before");
    public static readonly ProblemCode AlreadyDecided = new("already_decided", 409, "The request is decided");
    public static readonly ProblemCode NotApproved = new("not_approved", 409, "The action is not approved");
    public static readonly ProblemCode UnknownExecutor = new("unknown_executor", 409, "The tenant has no such executor");
    public static readonly ProblemCode AlreadyClaimed = new("already_claimed", 409, "The permit was handed out already");
    public static readonly ProblemCode NotClaimed = new("not_claimed", 409, "Nothing was claimed");
    public static readonly ProblemCode NotUnknown = new("not_unknown", 409, "There is nothing to find out");
    public static readonly ProblemCode AlreadyReported = new("already_reported", 409, "Another result was reported before");
    public static readonly ProblemCode DirectoryConflict = new("directory_conflict", 409, "The entries cannot stand together");
    public static readonly ProblemCode KeyNotInForce = new("key_not_in_force", 409, "The key is revoked or expired");
    public static readonly ProblemCode Expired = new("expired", 410, "The deadline has passed");
    public static readonly ProblemCode ApprovalLapsed = new("approval_lapsed", 410, "The approval was not claimed in time");
    public static readonly ProblemCode VersionMismatch = new("version_mismatch", 412, "Another version is in force");
    public static readonly ProblemCode BodyTooLarge = new("body_too_large", 413, "The body is too large");
    public static readonly ProblemCode PolicyInvalid = new("policy_invalid", 422, "The policy does not compile");
    public static readonly ProblemCode TooManyPending = new("too_many_pending", 429, "Too many requests of this agent wait");
    public static readonly ProblemCode RateLimited = new("rate_limited", 429, "Too many calls");
    public static readonly ProblemCode TooManyWaits = new("too_many_waits", 429, "Too many answers are held");
    public static readonly ProblemCode Overloaded = new("overloaded", 429, "Too much is waiting");
    public static readonly ProblemCode InternalError = new("internal_error", 500, "The server made a mistake");
    public static readonly ProblemCode OutcomeUnknown = new("outcome_unknown", 503, "Whether it took effect is not known");

    public static readonly ProblemCode IssuerUnavailable = new("issuer_unavailable", 503, "The sign-in provider cannot be reached");

    /// <summary>Every code there is.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        InvalidJson, UnknownField, InvalidField, NumberNotExact, InvalidParameter, BadRequest, Unauthenticated, Forbidden,
        EnvironmentNotAllowed, CallbackNotAllowed, NotAReviewer, SelfReview, NotYetAsked, StrongerProofNeeded, NotTheExecutor, NotFound, MethodNotAllowed, IdempotencyMismatch,
        DigestMismatch, AlreadyReviewed, AlreadyDecided, NotApproved, UnknownExecutor, AlreadyClaimed,
        NotClaimed, NotUnknown, AlreadyReported, DirectoryConflict, KeyNotInForce, Expired,
        ApprovalLapsed, VersionMismatch, BodyTooLarge, PolicyInvalid, TooManyPending, RateLimited, TooManyWaits, Overloaded, InternalError, OutcomeUnknown,
        IssuerUnavailable,
    ];
}
