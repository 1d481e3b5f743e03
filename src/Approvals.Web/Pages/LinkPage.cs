using System.Buffers;
using Approvals.Core.Ports;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Web.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Pages;

/// <summary>
/// <c>/a/{token}</c>: what a one-click link leads to. GET and HEAD show what is asked and change nothing, whoever follows
/// the link; POST decides.
/// </summary>
internal sealed class LinkPage(ILinks links, ITenants tenants, IRequests requests, TimeProvider time, IServiceProvider services)
{
    private const string Prefix = "/a/";
    private const string VerdictField = "verdict";
    private const string CommentField = "comment";

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/a/{token}", [HttpMethods.Get, HttpMethods.Head], (string token, HttpContext context, LinkPage page) => page.ShowAsync(token, context))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/a/{token}", (string token, HttpContext context, LinkPage page) => page.DecideAsync(token, context))
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Whether it is the address of such a page here, so that nobody is sent elsewhere.</summary>
    public static bool IsAddress(string to) =>
        to.StartsWith(Prefix, StringComparison.Ordinal) && to.AsSpan(Prefix.Length).IndexOfAnyExcept(TokenCharacters) < 0;

    private static string Said(Review review) => review.Verdict == Verdict.Approve ? "You approved this" : "You denied this";

    private async Task<IResult> ShowAsync(string token, HttpContext context) =>
        await FindAsync(token, context.RequestAborted) is { } asked ? await ShowAsync(token, asked, context) : Nothing(context);

    private async Task<IResult> DecideAsync(string token, HttpContext context)
    {
        if (await FindAsync(token, context.RequestAborted) is not { } asked)
        {
            return Nothing(context);
        }

        var form = await SmallForm.ReadAsync(context.Request);
        Verdict? verdict = form[VerdictField].ToString() switch
        {
            "approve" => Verdict.Approve,
            "deny" => Verdict.Deny,
            _ => null,
        };
        var comment = form[CommentField].ToString().Trim();
        if (verdict is null || comment.Length > ReviewsEndpoints.MaxComment)
        {
            return await ShowAsync(token, asked, context, StatusCodes.Status400BadRequest, verdict is null
                ? "Nothing was decided: choose one of the buttons."
                : $"Nothing was decided: a comment has at most {ReviewsEndpoints.MaxComment} characters.");
        }

        var (grant, person) = (asked.Grant, asked.Person);
        var proof = await Session.ProofOfAsync(context, grant.Tenant, person.Id, time.GetUtcNow());
        var input = new ReviewInput(verdict.Value, comment.Length == 0 ? null : comment, grant.Digest, grant.Channel.Value, proof);
        try
        {
            var outcome = await requests.ReviewAsync(grant.Tenant, grant.Request, person.Id, input, context.RequestAborted);
            return outcome switch
            {
                ReviewOutcome.Recorded(var request) => Thanks(context, request, person),
                ReviewOutcome.Repeated(var request) => Thanks(context, request, person),
                _ => await RefuseAsync(token, outcome, asked, context),
            };
        }
        catch (EngineException)
        {
            return Page.Of(context, StatusCodes.Status503ServiceUnavailable, "It is not known whether your answer was taken", $"""<p>The service could not store it, or could not tell. Nothing is approved by that. <a href="{Prefix}{Page.Text(token)}">Look again</a> in a moment.</p>""");
        }
    }

    private async Task<IResult> RefuseAsync(string token, ReviewOutcome outcome, Asked asked, HttpContext context)
    {
        var status = outcome switch
        {
            ReviewOutcome.NotFound or ReviewOutcome.DigestMismatch => StatusCodes.Status404NotFound,
            ReviewOutcome.AlreadyReviewed or ReviewOutcome.AlreadyDecided => StatusCodes.Status409Conflict,
            ReviewOutcome.Expired => StatusCodes.Status410Gone,
            _ => StatusCodes.Status403Forbidden,
        };
        var now = await requests.FindAsync(asked.Grant.Tenant, asked.Grant.Request, context.RequestAborted);
        return await ShowAsync(token, asked with { Request = now ?? asked.Request }, context, status, ReviewAnswer.Of(outcome));
    }

    private async Task<IResult> ShowAsync(
        string token, Asked asked, HttpContext context, int status = StatusCodes.Status200OK, string? note = null)
    {
        var (request, person) = (asked.Request, asked.Person);
        var zone = person.Reach.TimeZone;
        var said = request.Reviews.FirstOrDefault(r => r.Reviewer == person.Id);
        var answer = (request.Decision, said) switch
        {
            ({ } decision, _) => RequestPage.Outcome(decision, zone),
            (_, { } review) => $"<p><strong>{Page.Text(Said(review))}.</strong> Others still have to answer.</p>",
            _ => await ButtonsAsync(token, asked, context),
        };
        var warning = note is null ? "" : $"""<p class="note" role="alert">{Page.Text(note)}</p>""";
        var title = request.Decision is null && said is null ? "An agent asks for your approval" : "An agent asked for approval";
        return Page.Of(context, status, title, $"{warning}{RequestPage.Show(request, zone)}{answer}{Footer(person)}");
    }

    private async Task<string> ButtonsAsync(string token, Asked asked, HttpContext context)
    {
        var proof = await Session.ProofOfAsync(context, asked.Grant.Tenant, asked.Person.Id, time.GetUtcNow());
        var isEnough = proof >= asked.Request.ProofNeeded;
        var approve = isEnough ? """<button class="approve" name="verdict" value="approve">Approve</button>""" : "";
        var signIn = (isEnough, SignInPage.IsThere(services)) switch
        {
            (true, _) => "",
            (_, true) => $"""<p class="note">So urgent a request is not approved by a link. <a href="{Page.Text(SignInPage.AddressFor(Prefix + token))}">Sign in to approve</a></p>""",
            _ => """<p class="note">So urgent a request is not approved by a link: approve it where you are signed in.</p>""",
        };
        return $"""
            {signIn}<form method="post" action="{Prefix}{Page.Text(token)}">
            <label for="comment">Comment, for the agent and the record (optional)</label><textarea id="comment" name="{CommentField}" rows="2" maxlength="{ReviewsEndpoints.MaxComment}"></textarea>
            {approve}<button class="deny" name="verdict" value="deny">Deny</button></form>
            """;
    }

    private static IResult Thanks(HttpContext context, ApprovalRequest request, Reviewer person)
    {
        var zone = person.Reach.TimeZone;
        var state = request.Decision is { } decision
            ? RequestPage.Outcome(decision, zone)
            : $"<p>Approvals still needed: {request.ApprovalsNeeded}</p>";
        var said = Said(request.Reviews.First(r => r.Reviewer == person.Id));
        return Page.Of(context, StatusCodes.Status200OK, said, $"{state}{RequestPage.Show(request, zone)}{Footer(person)}");
    }

    private static string Footer(Reviewer person) =>
        $"<footer>This link was sent to {Page.Text(person.Id.Value)} alone. Whoever has it can answer in that name: do not pass it on.</footer>";

    private static IResult Nothing(HttpContext context) => Page.Of(
        context, StatusCodes.Status404NotFound, "This link leads nowhere", "<p>It was not made here, was cut off on its way, or was sent to an address that is not yours any more.</p>");

    /// <returns>Null where the token is none, or was sent to somebody who is not asked any more.</returns>
    private async Task<Asked?> FindAsync(string token, CancellationToken cancellation)
    {
        if (links.Read(token) is not { } grant
            || await tenants.FindAsync(grant.Tenant, cancellation) is not { } tenant
            || !grant.IsOf(tenant)
            || await requests.FindAsync(grant.Tenant, grant.Request, cancellation) is not { } request
            || request.Action.Digest != grant.Digest
            || tenant.StandingOf(grant.Reviewer, time.GetUtcNow()) is not { } standing)
        {
            return null;
        }

        return request.Asks(standing) || request.Reviews.Any(r => r.Reviewer == grant.Reviewer)
            ? new Asked(grant, request, tenant.FindReviewer(grant.Reviewer)!)
            : null;
    }

    private sealed record Asked(LinkGrant Grant, ApprovalRequest Request, Reviewer Person);
}
