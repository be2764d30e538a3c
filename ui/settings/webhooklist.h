#pragma once

#include "core/webhooks/webhook.h"
#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace desk::ui {

class CheckLine;
class FormDialog;
class RecordList;

/// The webhooks: where changes are posted to, how the last delivery went, added, changed, tried and removed at once. GUI thread; owns neither
/// gateway nor theme.
class WebhookList : public QWidget
{
    Q_OBJECT

public:
    WebhookList(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void load();
    [[nodiscard]] RecordList &list() const { return *m_list; }

    /// Plain value.
    struct Entry
    {
        Webhook webhook = {};
        WebhookDelivery last = {}; ///< without an id: none yet
    };

private:
    [[nodiscard]] const Webhook *chosen() const;
    void show(const QList<Entry> &entries);
    void follow();
    void edit(const Webhook &webhook);
    void newSecret();
    void toggle();
    void remove();
    void test();
    void watch();
    void fail(const Error &error, FormDialog *dialog);
    [[nodiscard]] static QString outcome(const WebhookDelivery &delivery);

    CoreGateway &m_gateway;
    QList<Entry> m_entries;
    RecordList *m_list;
    QPushButton *m_toggle = nullptr;
    CheckLine *m_result;
    QTimer m_look; ///< how the test goes
    qint64 m_tested = 0;
    qint64 m_delivery = 0;
    int m_looks = 0;
};

} // namespace desk::ui
