#pragma once

#include "ui/customers/opencustomer.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace desk::ui {

/// What is known of a customer: facts that are changed where they stand, numbers that are masked until somebody asks, notes, and which
/// customers turned out to be this one.
class CustomerDetails : public QScrollArea
{
    Q_OBJECT

public:
    CustomerDetails(OpenCustomer &customer, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void mergeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QVBoxLayout *addSection(const QString &title);
    void addFacts();
    void update();
    void updateNumbers();
    void updateHistory();
    void save(); ///< what was typed, of the customer that is shown

    OpenCustomer &m_customer;
    const Theme &m_theme;
    QVBoxLayout *m_layout = nullptr;
    QLabel *m_title;
    QLabel *m_since;
    QLineEdit *m_name;
    QLineEdit *m_department;
    QComboBox *m_language;
    QCheckBox *m_optOut;
    QPlainTextEdit *m_notes;
    QVBoxLayout *m_numbers = nullptr;
    QVBoxLayout *m_history = nullptr;
    Customer m_shown; ///< as the fields were filled
    bool m_unmasked = false;
};

} // namespace desk::ui
