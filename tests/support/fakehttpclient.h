#pragma once

#include "core/base/completer.h"
#include "core/base/httpclient.h"

namespace desk {

/// Answers with @c answers in turn, then always with @c answer; never while @c holds is set: the test completes @c pending.
class FakeHttpClient final : public HttpClient
{
public:
    [[nodiscard]] QFuture<Result<HttpResponse>> request(HttpRequest request) override
    {
        requests << request;
        const Completer<HttpResponse> completer;
        if (holds)
            pending << completer;
        else
            completer.complete(answers.isEmpty() ? answer : answers.takeFirst());
        return completer.future();
    }

    QList<HttpRequest> requests;
    QList<Result<HttpResponse>> answers;
    Result<HttpResponse> answer = HttpResponse{200, "{}"};
    QList<Completer<HttpResponse>> pending;
    bool holds = false;
};

} // namespace desk
