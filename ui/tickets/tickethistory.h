#pragma once

#include "core/accounts/user.h"
#include "ui/coregateway.h"

#include <QAbstractListModel>
#include <QCoreApplication>
#include <QDialog>

namespace desk::ui {

/// What a change of a ticket is in words for people.
class HistoryWords
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::HistoryWords)

public:
    /// "Daniela Ruiz: Asset number 4512 → 4521"
    [[nodiscard]] static QString of(const AuditEntry &entry, const QList<User> &users);

private:
    [[nodiscard]] static QString change(const AuditEntry &entry, const QList<User> &users);
    [[nodiscard]] static QString fieldName(const QString &field);
};

/// All that ever happened to a ticket, newest first, loaded by pages as far as somebody scrolls.
class TicketHistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int pageSize = 100;

    TicketHistoryModel(CoreGateway &gateway, TicketId ticket, QList<User> users, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    void load();

    CoreGateway &m_gateway;
    TicketId m_ticket;
    QList<User> m_users;
    QList<AuditEntry> m_entries; ///< newest first
    bool m_hasMore = true;
    bool m_loading = false;
};

/// Shows it.
class TicketHistoryDialog : public QDialog
{
    Q_OBJECT

public:
    TicketHistoryDialog(CoreGateway &gateway, const Ticket &ticket, const QList<User> &users,
                        QWidget *parent = nullptr);
};

} // namespace desk::ui
