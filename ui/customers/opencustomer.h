#pragma once

#include "core/storage/customerrepository.h"
#include "ui/coregateway.h"

namespace desk::ui {

/// All that is shown of one customer besides their tickets.
struct CustomerDossier
{
    Customer customer = {};
    QStringList addresses = {};            ///< the last used first
    QList<CustomerEvent> history = {};     ///< newest first
    QHash<CustomerId, QString> names = {}; ///< of the others in the history
};

/// The customer that is open: loaded at once, followed as he changes, and changed by what people do. Lives on the GUI thread.
class OpenCustomer : public QObject
{
    Q_OBJECT

public:
    explicit OpenCustomer(CoreGateway &gateway, QObject *parent = nullptr);

    /// An invalid id closes.
    void open(CustomerId customer);
    [[nodiscard]] CustomerId id() const { return m_id; }
    /// Whether dossier() is of id() by now.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const CustomerDossier &dossier() const { return m_dossier; }

    void change(const CustomerPatch &patch) { change(m_id, patch); }
    /// Of one that was open until now: what somebody typed last is kept.
    void change(CustomerId customer, const CustomerPatch &patch);
    void undoMerge(qint64 merge);

Q_SIGNALS:
    void opened(desk::CustomerId customer);
    void changed();
    /// In words for people.
    void failed(const QString &message);
    void noticed(const QString &message);

private:
    void load();

    CoreGateway &m_gateway;
    CustomerId m_id;
    CustomerDossier m_dossier;
    bool m_loaded = false;
    bool m_loading = false;
    bool m_loadAgain = false;
};

} // namespace desk::ui
