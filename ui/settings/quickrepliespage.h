#pragma once

#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

#include "core/administration/quickreplies.h"

namespace desk::ui {

class RecordList;

/// Texts that technicians answer with by "/" and a word: listed, added, changed and removed at once.
class QuickRepliesPage : public SettingsPage
{
    Q_OBJECT

public:
    QuickRepliesPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void load() override;

private:
    [[nodiscard]] const QuickReply *chosen() const;
    void show(const Result<QList<QuickReply>> &replies);
    /// Id 0: a new one.
    void edit(const QuickReply &reply);
    void remove();
    [[nodiscard]] static QString words(const Error &error);

    CoreGateway &m_gateway;
    QList<QuickReply> m_replies;
    RecordList *m_list;
};

} // namespace desk::ui
