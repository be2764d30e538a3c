#pragma once

#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

#include "core/accounts/apitokens.h"

namespace desk::ui {

class RecordList;
class WebhookList;

/// For other programs: tokens, made and revoked at once, webhooks, and what the API opens to.
class TokensPage : public SettingsPage
{
    Q_OBJECT

public:
    TokensPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void load() override;

private:
    void show(const Result<QList<ApiToken>> &tokens);
    void add();
    void revoke();
    [[nodiscard]] static QString words(const Error &error);
    [[nodiscard]] static QString scopeWord(const QString &scope);

    CoreGateway &m_gateway;
    QList<ApiToken> m_tokens;
    RecordList *m_list;
    WebhookList *m_webhooks = nullptr;
};

} // namespace desk::ui
